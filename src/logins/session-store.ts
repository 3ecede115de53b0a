import type { ExpressionBuilder } from 'kysely'
import { parsePolicy } from '../accounts/index.ts'
import type { Store, Tables } from '../store/index.ts'
import { IDLE_MS, type PasswordNow, type Session, type SessionKey, toSession } from './session.ts'

/** For a statement on sessions: it has not ended, by itself or by anybody. */
export function isAlive(now: number) {
  return ({ and, or, eb }: ExpressionBuilder<Tables, 'sessions'>) =>
    and([
      eb('sessions.ended_at', 'is', null),
      eb('sessions.expires_at', '>', now),
      or([
        and([
          eb('sessions.stage', '=', 'verified'),
          eb('sessions.seen_at', '>', now - IDLE_MS.verified),
        ]),
        and([
          eb('sessions.stage', '=', 'password'),
          eb('sessions.seen_at', '>', now - IDLE_MS.password),
        ]),
      ]),
    ])
}

/** Sessions that are alive, each with what its user's password needs. */
export function selectAlive(store: Store, now: number) {
  return store
    .selectFrom('sessions')
    .innerJoin('tenants', 'tenants.id', 'sessions.tenant_id')
    .leftJoin('logins', (join) =>
      join
        .onRef('logins.tenant_id', '=', 'sessions.tenant_id')
        .onRef('logins.user_id', '=', 'sessions.user_id'),
    )
    .selectAll('sessions')
    .select(['policy', 'password_set_at', 'must_change_at'])
    .where(({ eb }) => isAlive(now)(eb as unknown as ExpressionBuilder<Tables, 'sessions'>))
}

type Joined = Tables['sessions'] & {
  readonly policy: string
  readonly password_set_at: number | null
  readonly must_change_at: number | null
}

export function joinedToSession(row: Joined, now: number): Session {
  return toSession(row, { ...passwordNow(row), now })
}

function passwordNow({
  policy,
  password_set_at,
  must_change_at,
}: Joined): Omit<PasswordNow, 'now'> {
  const login = password_set_at === null ? null : { password_set_at, must_change_at }
  return { login, policy: parsePolicy(policy) }
}

/** The row of a session that is alive, to be changed by whom has its present token. */
export function updateAlive(
  within: Store,
  { id, tokenDigest }: Pick<Session, 'id' | 'tokenDigest'>,
  now: number,
) {
  return within
    .updateTable('sessions')
    .where('id', '=', id)
    .where('token_digest', '=', tokenDigest)
    .where(isAlive(now))
}

/** Sessions of one user that nobody has ended yet, to be ended. */
export function updateOpenOf(
  within: Store,
  { tenantId, userId }: Pick<SessionKey, 'tenantId' | 'userId'>,
) {
  return within
    .updateTable('sessions')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
}
