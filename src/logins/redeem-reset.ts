import { readPolicy } from '../accounts/index.ts'
import { findUser } from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import { resetDigest } from './ask-for-reset.ts'
import { type ChooseResult, choosePassword } from './choose-password.ts'
import { type Login, toLogin } from './login.ts'
import { readLoginName } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { passwordNotice } from './password-notice.ts'
import { placeOf } from './place.ts'
import { afterNewPassword, passwordColumns } from './write-password.ts'

interface Redemption {
  readonly tenantId: string
  readonly token: string
  readonly password: string
  /** From there its user logs in next, whatever strangers try elsewhere. */
  readonly ip?: string
}

export type RedeemResult =
  | { readonly outcome: 'changed'; readonly userId: string }
  /** The link was used, is too old, or was never one. */
  | { readonly outcome: 'closed' }
  | Exclude<ChooseResult, { outcome: 'chosen' }>

/**
 * Sets a password with a link from a mail, once. It lets nobody in: the login that follows asks for
 * the second factor like any other (OWASP ASVS 5.0 6.4.3, `test/security/password-reset.test.ts`).
 */
export async function redeemReset(parts: LoginParts, asked: Redemption): Promise<RedeemResult> {
  const { store } = parts
  const { tenantId, password } = asked
  const found = { tenantId, digest: resetDigest(asked.token), now: parts.clock.now() }
  const login = await findOpen(store, found)
  const policy = login && (await readPolicy(store, tenantId))
  if (!login || !policy) return { outcome: 'closed' }
  const name = (await readLoginName(parts, login)) ?? ''
  const { userId, passwordHash: old } = login
  const chosen = await choosePassword(parts, { tenantId, userId, policy, password, name, old })
  if (chosen.outcome !== 'chosen') return chosen
  const isDone = await redeem(parts, login, { ...found, hash: chosen.hash, ip: asked.ip })
  if (!isDone) return { outcome: 'closed' }
  parts.notices.wake()
  return { outcome: 'changed', userId }
}

interface Link {
  readonly tenantId: string
  readonly digest: string
  readonly now: number
}

async function findOpen(store: Store, { tenantId, digest, now }: Link): Promise<Login | null> {
  const row = await store
    .selectFrom('logins')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('reset_digest', '=', digest)
    .where('reset_expires_at', '>', now)
    .executeTakeFirst()
  return row ? toLogin(row) : null
}

interface Redeemed extends Link {
  readonly hash: string
  readonly ip: string | undefined
}

/** One statement takes the link and sets the password: of many who bring it at once, one does both. */
function redeem(
  parts: LoginParts,
  login: Login,
  { tenantId, digest, now, hash, ip }: Redeemed,
): Promise<boolean> {
  const { store, keyring, notices } = parts
  const subject = ip === undefined ? null : placeOf(parts, ip).ip
  return store.transaction().execute(async (within) => {
    const row = await within
      .updateTable('logins')
      .set(passwordColumns({ hash, now, ip: subject }))
      .where('tenant_id', '=', tenantId)
      .where('reset_digest', '=', digest)
      .where('reset_expires_at', '>', now)
      .returning('user_id')
      .executeTakeFirst()
    if (!row) return false
    const by = { actor: 'logins' }
    await afterNewPassword(within, login, { now, ip: subject, by, way: 'reset' })
    const user = await findUser(within, login, keyring)
    if (user) await notices.enqueue(within, [passwordNotice(user, now, ip)])
    return true
  })
}
