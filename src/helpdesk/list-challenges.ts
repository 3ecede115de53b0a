import type { Store } from '../store/index.ts'

export interface SeenChallenge {
  readonly id: string
  readonly at: number
  readonly purpose: string
  readonly method: string
  readonly status: string
  /** Its newest call: how far it came, and why it ended where the status alone does not tell. */
  readonly call: { readonly status: string; readonly reason: string | null } | null
}

interface Sought {
  readonly tenantId: string
  readonly userId: string
  /** Keyed hash of the user: what the index goes by. */
  readonly userSubject: string
  readonly now: number
  readonly limit: number
}

/** What a user was lately asked to prove; the newest first. */
export async function listChallenges(store: Store, sought: Sought): Promise<SeenChallenge[]> {
  const { tenantId, userId, userSubject, now, limit } = sought
  const rows = await store
    .selectFrom('challenges')
    .select(['id', 'created_at', 'expires_at', 'purpose', 'method', 'status'])
    .where('tenant_id', '=', tenantId)
    .where('user_subject', '=', userSubject)
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  const calls = await newestCalls(
    store,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, created_at: at, purpose, method, status, expires_at }) => ({
    ...{ id, at, purpose, method },
    status: status === 'open' && expires_at <= now ? 'expired' : status,
    call: calls.get(id) ?? null,
  }))
}

async function newestCalls(store: Store, ids: readonly string[]) {
  const found = new Map<string, NonNullable<SeenChallenge['call']>>()
  if (ids.length === 0) return found
  const rows = await store
    .selectFrom('calls')
    .select(['made_for', 'status', 'reason'])
    .where('made_for', 'in', ids)
    .orderBy('created_at')
    .execute()
  for (const { made_for, status, reason } of rows) found.set(made_for, { status, reason })
  return found
}
