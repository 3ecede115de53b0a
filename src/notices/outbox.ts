import { recordEvents } from '../audit/index.ts'
import { locksRows } from '../platform/database/row-locks.ts'
import type { Store, Tables } from '../store/index.ts'

export type NoticeRow = Tables['notices']

export const channels = ['mail', 'webhook'] as const
export type Channel = (typeof channels)[number]

export const deliveryStatuses = ['queued', 'sent', 'dead'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** How long it is known what became of a notice. */
const SENT_KEPT_MS = 7 * 24 * 3_600_000
const DEAD_KEPT_MS = 30 * 24 * 3_600_000

interface Claim {
  readonly channel: Channel
  readonly at: number
  readonly leaseMs: number
  /** Endpoints that have enough to do. */
  readonly except: readonly string[]
}

/**
 * Takes what has waited longest for one worker, in one statement; null: nothing is due. Whoever dies
 * holding it loses it when the lease ends, and it is delivered again: at least once, never twice at
 * the same time. Held by `test/integration/races-notices.test.ts`.
 */
export async function claimDue(
  store: Store,
  { channel, at, leaseMs, except }: Claim,
): Promise<NoticeRow | null> {
  const oldest = store
    .selectFrom('notices')
    .select('id')
    .where('channel', '=', channel)
    .where('status', '=', 'queued')
    .where('next_at', '<=', at)
    .$if(except.length > 0, (rows) => rows.where('endpoint_id', 'not in', except))
    .orderBy('next_at')
    .limit(1)
    .$if(locksRows(store), (rows) => rows.forUpdate().skipLocked())
  const row = await store
    .updateTable('notices')
    .set((column) => ({ attempts: column('attempts', '+', 1), next_at: at + leaseMs }))
    .where('id', '=', oldest)
    .where('status', '=', 'queued')
    .where('next_at', '<=', at)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

/** Of an attempt: a worker whose lease has ended changes nothing any more. */
function attemptOf(store: Store, { id, attempts }: Pick<NoticeRow, 'id' | 'attempts'>) {
  return store
    .updateTable('notices')
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .where('attempts', '=', attempts)
}

/** Delivered: what it said is nobody's business any more. */
export async function markSent(store: Store, notice: NoticeRow, at: number) {
  await attemptOf(store, notice)
    .set({ status: 'sent', payload_sealed: null, last_fault: null, ended_at: at })
    .execute()
}

export async function tryLater(store: Store, notice: NoticeRow, fault: string, nextAt: number) {
  await attemptOf(store, notice).set({ last_fault: fault, next_at: nextAt }).execute()
}

/** Gives it up; somebody may yet look at it and replay it. */
export async function bury(store: Store, notice: NoticeRow, fault: string, at: number) {
  await store.transaction().execute(async (within) => {
    const buried = await attemptOf(within, notice)
      .set({ status: 'dead', last_fault: fault, ended_at: at })
      .returning('id')
      .executeTakeFirst()
    if (!buried) return
    const { id: about, tenant_id: tenantId, kind, channel, attempts } = notice
    const detail = { notice: kind, channel, fault, attempts }
    await recordEvents(within, [
      { tenantId, at, kind: 'notice.dead', actor: 'notices', about, detail },
    ])
  })
}

interface Named {
  readonly tenantId: string
  readonly id: string
}

export async function findDelivery(store: Store, { tenantId, id }: Named) {
  const row = await store
    .selectFrom('notices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Begins again with a dead one; null when it is not dead (any more). */
export async function replay(
  store: Store,
  { tenantId, id }: Named,
  { by: actor, at }: { by: string; at: number },
) {
  return store.transaction().execute(async (within) => {
    const row = await within
      .updateTable('notices')
      .set({ status: 'queued', attempts: 0, next_at: at, ended_at: null })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('status', '=', 'dead')
      .returningAll()
      .executeTakeFirst()
    const event = { tenantId, at, kind: 'notice.replayed', actor, about: id } as const
    if (row) await recordEvents(within, [event])
    return row ?? null
  })
}

interface Page {
  readonly tenantId: string
  readonly status: DeliveryStatus | undefined
  readonly channel: Channel | undefined
  /** The last one of the page before. */
  readonly after: Pick<NoticeRow, 'created_at' | 'id'> | null
  readonly limit: number
}

/** The newest first. */
export async function listDeliveries(store: Store, page: Page): Promise<NoticeRow[]> {
  const { tenantId, status, channel, after, limit } = page
  return store
    .selectFrom('notices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(status !== undefined, (rows) => rows.where('status', '=', status ?? ''))
    .$if(channel !== undefined, (rows) => rows.where('channel', '=', channel ?? ''))
    .$if(after !== null, (rows) =>
      rows.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(after?.created_at ?? 0, after?.id ?? '')),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Drops what nobody will ask for any more. */
export async function forgetNotices(store: Store, now: number) {
  for (const [status, keptMs] of [
    ['sent', SENT_KEPT_MS],
    ['dead', DEAD_KEPT_MS],
  ] as const)
    await store
      .deleteFrom('notices')
      .where('status', '=', status)
      .where('ended_at', '<=', now - keptMs)
      .execute()
}

/** Everything that was, or was still to be, told to or about one person. */
export async function eraseNoticesOf(
  within: Store,
  { tenantId, userId }: { tenantId: string; userId: string },
) {
  await within
    .deleteFrom('notices')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute()
}
