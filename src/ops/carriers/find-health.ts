import type { Store } from '../../store/index.ts'
import { takenStatuses } from '../glance/find-figures.ts'

/** How a carrier did with its newest calls. */
export interface Health {
  readonly carrier: string
  readonly calls: number
  readonly answered: number
  readonly failed: number
  /** From asking the carrier until somebody picked up; the one in the middle. */
  readonly answerSeconds: number | null
  readonly lastFailure: Failure | null
  readonly lastAt: number
}

interface Failure {
  readonly at: number
  readonly reason: string
  readonly sipStatus: number | null
}

const DAY_MS = 24 * 3_600_000
/** Old news says nothing of a carrier. */
const NEWEST = 200

export async function findHealth(store: Store, now: number): Promise<Health[]> {
  const names = await store
    .selectFrom('calls')
    .select('carrier')
    .distinct()
    .where('created_at', '>=', now - DAY_MS)
    .where('carrier', 'is not', null)
    .execute()
  const healths = await Promise.all(
    names.map(({ carrier }) => healthOf(store, carrier ?? '', now - DAY_MS)),
  )
  return healths.sort((a, b) => b.calls - a.calls)
}

async function healthOf(store: Store, carrier: string, since: number): Promise<Health> {
  const calls = await store
    .selectFrom('calls')
    .select(['id', 'status', 'reason', 'sip_status', 'placed_at', 'created_at', 'ended_at'])
    .where('created_at', '>=', since)
    .where('carrier', '=', carrier)
    .orderBy('created_at', 'desc')
    .limit(NEWEST)
    .execute()
  const taken: readonly string[] = takenStatuses
  const failed = calls.filter(({ status }) => status === 'failed')
  const [last] = failed
  return {
    ...{ carrier, calls: calls.length, failed: failed.length },
    answered: calls.filter(({ status }) => taken.includes(status)).length,
    answerSeconds: await middleAnswer(store, calls),
    lastFailure: last
      ? {
          ...{ at: last.ended_at ?? last.created_at, reason: last.reason ?? '' },
          sipStatus: last.sip_status,
        }
      : null,
    lastAt: calls[0]?.created_at ?? since,
  }
}

interface Placed {
  readonly id: string
  readonly placed_at: number | null
}

async function middleAnswer(store: Store, calls: readonly Placed[]): Promise<number | null> {
  if (calls.length === 0) return null
  const moves = await store
    .selectFrom('audit_events')
    .select(['about', 'at'])
    .where(
      'about',
      'in',
      calls.map(({ id }) => id),
    )
    .where('kind', '=', 'call.moved')
    .where('detail', 'like', '%"to":"answered"%')
    .execute()
  const placedAt = new Map(calls.map(({ id, placed_at }) => [id, placed_at]))
  const waits = moves
    .flatMap(({ about, at }) => {
      const from = placedAt.get(about) ?? null
      return from === null ? [] : [(at - from) / 1000]
    })
    .sort((a, b) => a - b)
  return waits[Math.floor(waits.length / 2)] ?? null
}
