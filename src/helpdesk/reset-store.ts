import { recordEvents } from '../audit/index.ts'
import type { Store, Tables } from '../store/index.ts'
import { RESET_LIFE_MS, type Reset, toReset } from './reset.ts'

export interface ResetKey {
  readonly tenantId: string
  readonly userId: string
  readonly resetId: string
}

const FORGET_AFTER_MS = 90 * 24 * 3_600_000

export async function insertReset(within: Store, row: Tables['resets']) {
  await within.insertInto('resets').values(row).execute()
}

export async function findReset(
  store: Store,
  { tenantId, userId, resetId }: ResetKey,
  now: number,
): Promise<Reset | null> {
  const row = await store
    .selectFrom('resets')
    .selectAll()
    .where('id', '=', resetId)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row ? toReset(row, now) : null
}

/** The newest first: open ones, and those that were of late. */
export async function listResets(
  store: Store,
  { tenantId, userId, since, now }: Omit<ResetKey, 'resetId'> & { since: number; now: number },
): Promise<Reset[]> {
  const rows = await store
    .selectFrom('resets')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where(({ or, eb }) => or([eb('closed_at', 'is', null), eb('created_at', '>=', since)]))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => toReset(row, now))
}

interface Approval {
  readonly by: string
  readonly at: number
  readonly readyAt: number
}

/** Null when it is approved or closed already. One statement, as is every step of a reset. */
export async function approve(
  within: Store,
  { id }: Reset,
  { by, at, readyAt }: Approval,
): Promise<Reset | null> {
  const row = await within
    .updateTable('resets')
    .set({ approved_by: by, approved_at: at, ready_at: readyAt })
    .where('id', '=', id)
    .where('approved_by', 'is', null)
    .where('closed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? toReset(row, at) : null
}

interface Closing {
  readonly ending: 'done' | 'cancelled'
  readonly at: number
  readonly entry?: { readonly digest: string; readonly expiresAt: number } | null
}

/** Null when somebody else closed it: of those who complete and cancel it at once, one does. */
export async function close(
  within: Store,
  { id }: Reset,
  { ending, at, entry = null }: Closing,
): Promise<Reset | null> {
  const row = await within
    .updateTable('resets')
    .set({
      ...{ status: ending, closed_at: at },
      ...(entry && { entry_digest: entry.digest, entry_expires_at: entry.expiresAt }),
    })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? toReset(row, at) : null
}

/** An entry that was mailed and not used lets nobody in any more: a newer one takes its place. */
export async function voidEntries(within: Store, { tenantId, userId }: Omit<ResetKey, 'resetId'>) {
  await within
    .updateTable('resets')
    .set({ entry_digest: null })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('entry_digest', 'is not', null)
    .execute()
}

interface Whose {
  readonly tenantId?: string
  readonly userId?: string
}

/** Writes down what time has done already. */
export async function closeExpired(within: Store, now: number, whose: Whose = {}): Promise<void> {
  const { tenantId, userId } = whose
  const rows = await within
    .updateTable('resets')
    .set({ status: 'expired', closed_at: now })
    .where('closed_at', 'is', null)
    .where(({ eb, fn }) => eb(fn.coalesce('approved_at', 'created_at'), '<=', now - RESET_LIFE_MS))
    .$if(tenantId !== undefined, (resets) => resets.where('tenant_id', '=', tenantId ?? ''))
    .$if(userId !== undefined, (resets) => resets.where('user_id', '=', userId ?? ''))
    .returning(['id', 'tenant_id', 'user_id'])
    .execute()
  const toEvent = (row: { id: string; tenant_id: string; user_id: string }) => ({
    ...{ tenantId: row.tenant_id, at: now, kind: 'reset.expired' as const, actor: 'helpdesk' },
    ...{ about: row.user_id, detail: { reset: row.id } },
  })
  await recordEvents(within, rows.map(toEvent))
}

/** For housekeeping. */
export async function expireResets({ store, now }: { store: Store; now: number }): Promise<void> {
  await store.transaction().execute((within) => closeExpired(within, now))
}

/** For housekeeping: the audit log remembers longer. */
export async function forgetResets({ store, now }: { store: Store; now: number }): Promise<void> {
  await store
    .deleteFrom('resets')
    .where('closed_at', '<=', now - FORGET_AFTER_MS)
    .execute()
}
