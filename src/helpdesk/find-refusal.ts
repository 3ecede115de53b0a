import { type NotNull, type SqlBool, sql } from 'kysely'
import type { Store } from '../store/index.ts'
import { DAY_MS } from './reset.ts'

/** How long somebody may come back to a refusal. */
const KNOWN_MS = 30 * DAY_MS
/** Who share a number are few. */
const USERS_MOST = 20

/** That a limit said no: no call was made, or no code looked at. */
export interface Refusal {
  readonly reference: string
  readonly limit: string
  readonly at: number
  readonly until: number
}

interface Sought {
  readonly tenantId: string
  readonly now: number
}

/** By the reference that a user reads out, however it is written down; null when there is none. */
export async function findRefusal(
  store: Store,
  { tenantId, now, typed }: Sought & { readonly typed: string },
): Promise<Refusal | null> {
  const reference = toReference(typed)
  if (reference === null) return null
  const row = await refusals(store, { tenantId, now })
    .where('about', '=', reference)
    .executeTakeFirst()
  return row ? toRefusal(row) : null
}

/** Whose refusal it was: users with the number that it was written down under, or the user it names. */
export async function findRefusedUsers(
  store: Store,
  { tenantId, now, reference }: Sought & { readonly reference: string },
): Promise<string[]> {
  const row = await refusals(store, { tenantId, now })
    .where('about', '=', reference)
    .executeTakeFirst()
  if (!row) return []
  const { numberSubject } = JSON.parse(row.detail) as { numberSubject: string }
  const byNumber = store
    .selectFrom('factors')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('number_subject', '=', numberSubject)
  const byUser = store
    .selectFrom('challenges')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('user_subject', '=', numberSubject)
    .where('user_id', 'is not', null)
    .$narrowType<{ user_id: NotNull }>()
  const rows = await byNumber.union(byUser).limit(USERS_MOST).execute()
  return rows.map(({ user_id }) => user_id)
}

/** Those of some numbers and users, by their keyed hashes; the newest first. */
export function listRefusals(
  store: Store,
  { tenantId, now, subjects, limit }: Sought & { subjects: readonly string[]; limit: number },
): Promise<Refusal[]> {
  const named = subjects.map((subject) => `"numberSubject":${JSON.stringify(subject)}`)
  return refusals(store, { tenantId, now })
    .where(({ or }) =>
      or(named.map((text) => sql<SqlBool>`replace(detail, ${text}, '') <> detail`)),
    )
    .limit(limit)
    .execute()
    .then((rows) => rows.map(toRefusal))
}

/** The condition is that of the index `audit_events_refused`. */
function refusals(store: Store, { tenantId, now }: Sought) {
  return store
    .selectFrom('audit_events')
    .select(['about', 'at', 'detail'])
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', sql.lit('challenge.refused'))
    .where('at', '>=', now - KNOWN_MS)
    .where('about', '<>', '')
    .orderBy('at', 'desc')
}

function toRefusal({ about, at, detail }: { about: string; at: number; detail: string }): Refusal {
  const { limit, until } = JSON.parse(detail) as Pick<Refusal, 'limit' | 'until'>
  return { reference: about, limit, at, until }
}

/** `K7-42-MP`, of `k7 42 mp`. */
function toReference(typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (!/^[A-Z]\d{3}[A-Z]{2}$/.test(bare)) return null
  return `${bare.slice(0, 2)}-${bare.slice(2, 4)}-${bare.slice(4)}`
}
