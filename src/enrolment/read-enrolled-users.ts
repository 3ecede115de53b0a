import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Store } from '../store/index.ts'

export interface EnrolledUser {
  readonly id: string
  readonly role: string
  readonly extensionUntil: number | null
  /** In their order, the primary first; recovery codes are left out. */
  readonly factors: readonly Enrolled[]
}

interface Enrolled {
  readonly method: string
  readonly state: string
}

/** Small enough for a statement's deadline and for memory, large enough to be few. */
const PAGE_USERS = 1000

/** All users of a tenant by id, a page at a time: never more than that in memory. */
export async function* readEnrolledUsers(
  store: Store,
  tenantId: string,
): AsyncGenerator<EnrolledUser[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const users = await readUsers(store, tenantId, after)
    const last: string | undefined = users.at(-1)?.id
    const range = last === undefined ? null : { tenantId, after, last }
    const factors = range ? await readFactors(store, range) : null
    yield users.map((user) => ({ ...user, factors: factors?.get(user.id) ?? [] }))
    after = users.length < PAGE_USERS ? undefined : last
    // The embedded database answers at once: without this no login would get a turn in between.
    await nextTurn()
  }
}

async function readUsers(store: Store, tenantId: string, after: string) {
  return store
    .selectFrom('users')
    .select(['id', 'role', 'extension_until as extensionUntil'])
    .where('tenant_id', '=', tenantId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE_USERS)
    .execute()
}

interface Range {
  readonly tenantId: string
  readonly after: string
  readonly last: string
}

async function readFactors(store: Store, { tenantId, after, last }: Range) {
  const rows = await store
    .selectFrom('factors')
    .select(['user_id', 'method', 'confirmed_at', 'disabled_at'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '>', after)
    .where('user_id', '<=', last)
    .where('method', '!=', 'recovery')
    .orderBy('user_id')
    .orderBy('position')
    .execute()
  const byUser = new Map<string, Enrolled[]>()
  for (const row of rows) {
    const factors = byUser.get(row.user_id) ?? []
    factors.push({ method: row.method, state: stateOf(row) })
    byUser.set(row.user_id, factors)
  }
  return byUser
}

function stateOf(row: { confirmed_at: number | null; disabled_at: number | null }) {
  if (row.disabled_at !== null) return 'disabled'
  return row.confirmed_at === null ? 'pending' : 'confirmed'
}
