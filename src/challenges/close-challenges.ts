import { sql } from 'kysely'
import { prepared } from '../platform/database/prepared.ts'
import type { Store } from '../store/index.ts'
import { type Challenge, type ChallengeStatus, toChallenge } from './challenge.ts'

/** What closing does besides the status: the code is gone, in both its forms, and where it was for. */
const wiped = { code_digest: null, code_sealed: null, context_sealed: null }

/** Closes one that is open; null when it was not (any more). */
export async function closeChallenge(
  store: Store,
  { id, status, now }: { id: string; status: ChallengeStatus; now: number },
): Promise<Challenge | null> {
  const row = await store
    .updateTable('challenges')
    .set({ ...wiped, status, closed_at: now })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ? toChallenge(row, now) : null
}

interface Older {
  readonly tenantId: string
  readonly numberSubject: string
  readonly userSubject: string
  /** The challenge that takes their place, which may be open already. */
  readonly newer: string
  readonly now: number
}

/** Each half has an index of its own, which SQLite would not see behind an `or`. */
function idsOf(
  store: Store,
  { tenantId, ...subjects }: Pick<Older, 'tenantId' | 'numberSubject' | 'userSubject'>,
) {
  const ofTenant = () =>
    store.selectFrom('challenges').select('id').where('tenant_id', '=', tenantId)
  return ofTenant()
    .where('number_subject', '=', subjects.numberSubject)
    .unionAll(ofTenant().where('user_subject', '=', subjects.userSubject))
}

/**
 * A number has one live code, and so has a user: an older challenge ends when a newer one begins. One
 * that time has ended already is written down as what it is.
 */
export const closeOlder = prepared(
  (store: Store, { tenantId, numberSubject, userSubject, newer, now }: Older) =>
    store
      .updateTable('challenges')
      .set((column) => {
        const isOver = column('expires_at', '<=', now)
        const expiresAt = column.ref('expires_at')
        return {
          ...wiped,
          status: column.case().when(isOver).then('expired').else('cancelled').end(),
          closed_at: column
            .case()
            .when(isOver)
            .then(expiresAt)
            .else(sql<number>`cast(${now} as bigint)`)
            .end(),
          changed_by: newer,
        }
      })
      .where('id', 'in', idsOf(store, { tenantId, numberSubject, userSubject }))
      .where('id', '!=', newer)
      // Not by the index of all that are open.
      .where(sql`nullif(status, '')`, '=', 'open')
      .returning(['id', 'status']),
)

/**
 * Writes down what `closeOlder` closed, as the statement after it: each challenge is closed once, so
 * that its own id makes that of the event.
 */
export const noteOlder = prepared(
  (store: Store, { tenantId, numberSubject, userSubject, newer, now }: Older) =>
    store
      .insertInto('audit_events')
      .columns(['id', 'tenant_id', 'at', 'kind', 'about', 'detail'])
      .expression((eb) =>
        eb
          .selectFrom('challenges')
          .select([
            sql<string>`'ev_' || substr(id, 4)`.as('event_id'),
            'tenant_id',
            sql<number>`cast(${now} as bigint)`.as('at'),
            sql<string>`'challenge.' || status`.as('kind'),
            'id as about',
            sql<string>`case status when 'expired' then '{}'
              else '{"newer":"' || changed_by || '"}' end`.as('detail'),
          ])
          .where('id', 'in', idsOf(store, { tenantId, numberSubject, userSubject }))
          .where('changed_by', '=', newer),
      ),
)

/** Closes what is open by a factor. */
export function closeOfFactor(
  store: Store,
  { tenantId, factorId, now }: { tenantId: string; factorId: string; now: number },
) {
  return store
    .updateTable('challenges')
    .set({ ...wiped, status: 'cancelled', closed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('factor_id', '=', factorId)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .returning('id')
    .execute()
}

/** Writes down what time has done already, and wipes the codes. */
export async function closeExpired(store: Store, now: number): Promise<Challenge[]> {
  const rows = await store
    .updateTable('challenges')
    .set((column) => ({ ...wiped, status: 'expired', closed_at: column.ref('expires_at') }))
    .where('status', '=', 'open')
    .where('expires_at', '<=', now)
    .returningAll()
    .execute()
  return rows.map((row) => toChallenge(row, now))
}
