import type { Store } from '../store/index.ts'

/** A call of which nothing was heard for this long has ended. */
const CALL_MS = 180_000

/** How things stand in the database, the same for all instances. */
export interface Standing {
  readonly openChallenges: number
  readonly waitingCalls: number
  readonly oldestWaitingSeconds: number
  readonly callsUnderWay: number
  readonly waitingNotices: number
  readonly deadNotices: number
  readonly oldestUnsealedSeconds: number
  readonly alarms: readonly { readonly kind: string; readonly count: number }[]
}

export async function readStanding(store: Store, now: number): Promise<Standing> {
  const [row, alarms] = await Promise.all([readCounts(store, now), countAlarms(store)])
  const secondsSince = (at: number | null | undefined) =>
    at == null ? 0 : Math.max(0, now - at) / 1000
  return {
    openChallenges: Number(row?.open_challenges ?? 0),
    waitingCalls: Number(row?.waiting_calls ?? 0),
    oldestWaitingSeconds: secondsSince(row?.oldest_waiting),
    callsUnderWay: Number(row?.under_way ?? 0),
    waitingNotices: Number(row?.waiting_notices ?? 0),
    deadNotices: Number(row?.dead_notices ?? 0),
    oldestUnsealedSeconds: secondsSince(row?.oldest_unsealed),
    alarms,
  }
}

function readCounts(store: Store, now: number) {
  return store
    .selectNoFrom(({ selectFrom, fn }) => {
      const waiting = selectFrom('calls').where('progress', '=', 0).where('not_after', '>', now)
      const notices = selectFrom('notices').select(fn.countAll<number>().as('count'))
      return [
        selectFrom('challenges')
          .select(fn.countAll<number>().as('count'))
          .where('status', '=', 'open')
          .where('expires_at', '>', now)
          .as('open_challenges'),
        waiting.select(fn.countAll<number>().as('count')).as('waiting_calls'),
        waiting.select(({ fn }) => fn.min<number>('created_at').as('oldest')).as('oldest_waiting'),
        selectFrom('calls')
          .select(fn.countAll<number>().as('count'))
          .where('progress', '>', 0)
          .where('progress', '<', 100)
          .where('created_at', '>', now - CALL_MS)
          .as('under_way'),
        notices.where('status', '=', 'queued').as('waiting_notices'),
        notices.where('status', '=', 'dead').as('dead_notices'),
        selectFrom('audit_events')
          .select(({ fn }) => fn.min<number>('at').as('oldest'))
          .where('seq', 'is', null)
          .as('oldest_unsealed'),
      ]
    })
    .executeTakeFirst()
}

async function countAlarms(store: Store) {
  const rows = await store
    .selectFrom('alarms')
    .select(['kind', ({ fn }) => fn.countAll<number>().as('count')])
    .where('ended_at', 'is', null)
    .groupBy('kind')
    .execute()
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }))
}
