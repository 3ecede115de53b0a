import { sql } from 'kysely'
import type { UserKey } from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import { type Login, toLogin } from './login.ts'
import { namePurpose } from './login-name.ts'
import type { LoginParts } from './parts.ts'

/** How long an address is known from which somebody got in. */
export const KNOWN_PLACE_MS = 30 * 24 * 3_600_000

interface Sought {
  readonly tenantId: string
  readonly nameDigest: string
  /** Keyed hash of the address. */
  readonly ip: string
  readonly now: number
}

export interface Found {
  readonly login: Login
  /** Its user got in from there lately, proved to be it there last, or set the password there. */
  readonly isKnownPlace: boolean
}

/** One statement, whoever is looked for: it takes as long for a name that nobody has. */
export async function findByName(
  store: Store,
  { tenantId, nameDigest, ip, now }: Sought,
): Promise<Found | null> {
  const row = await store
    .selectFrom('logins')
    .selectAll()
    .select(({ exists, selectFrom, eb, or }) =>
      eb
        .case()
        .when(
          or([
            eb('known_ip', '=', ip),
            exists(
              selectFrom('sessions')
                .select('sessions.id')
                .whereRef('sessions.tenant_id', '=', 'logins.tenant_id')
                .whereRef('sessions.user_id', '=', 'logins.user_id')
                .where('sessions.ip', '=', ip)
                .where('sessions.created_at', '>', now - KNOWN_PLACE_MS),
            ),
          ]),
        )
        .then(sql.lit(1))
        .else(sql.lit(0))
        .end()
        .as('is_known'),
    )
    .where('tenant_id', '=', tenantId)
    .where('name_digest', '=', nameDigest)
    .executeTakeFirst()
  return row ? { login: toLogin(row), isKnownPlace: row.is_known === 1 } : null
}

export async function findLogin(
  store: Store,
  { tenantId, userId }: UserKey,
): Promise<Login | null> {
  const row = await store
    .selectFrom('logins')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row ? toLogin(row) : null
}

/** As its user writes it; null where there is no login. */
export async function readLoginName(
  { store, keyring }: Pick<LoginParts, 'store' | 'keyring'>,
  { tenantId, userId }: UserKey,
): Promise<string | null> {
  const row = await store
    .selectFrom('logins')
    .select('name_sealed')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row ? keyring.open(row.name_sealed, namePurpose({ tenantId, userId })) : null
}

/** The row of one user, to be changed. */
export function updateLogin(within: Store, { tenantId, userId }: UserKey) {
  return within
    .updateTable('logins')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
}
