import { readPolicy } from '../accounts/index.ts'
import { findUser } from '../factors/index.ts'
import { type ChooseResult, choosePassword } from './choose-password.ts'
import { type GuessResult, guessPassword } from './guess-password.ts'
import { type Login, workingHash } from './login.ts'
import { findLogin, readLoginName, updateLogin } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { passwordNotice } from './password-notice.ts'
import type { Session } from './session.ts'
import { afterNewPassword, passwordColumns } from './write-password.ts'

export type ChangeResult =
  /** The session goes on; all others of the user have ended. */
  | { readonly outcome: 'changed'; readonly session: Session }
  /** The old password is not right, or was changed meanwhile. */
  | { readonly outcome: 'wrong' | 'busy' }
  | Extract<GuessResult, { outcome: 'limit-reached' }>
  | Extract<ChooseResult, { outcome: 'refused' }>

interface Change {
  readonly old: string
  readonly password: string
}

/** A user chooses another password, with the one there is. Held by `test/security/password-change.test.ts`. */
export async function changePassword(
  parts: LoginParts,
  session: Session,
  { old, password }: Change,
): Promise<ChangeResult> {
  const { tenantId, userId } = session
  const login = await findLogin(parts.store, session)
  const policy = await readPolicy(parts.store, tenantId)
  if (!login || !policy) return { outcome: 'wrong' }
  const hash = workingHash(login, policy, parts.clock.now())
  const guess = await guessPassword(parts, { who: whoIs(session, login), hash, password: old })
  if (guess.outcome !== 'right') return guess.outcome === 'wrong' ? { outcome: 'wrong' } : guess

  const name = (await readLoginName(parts, session)) ?? ''
  const choice = { tenantId, userId, policy, password, name, old: login.passwordHash }
  const chosen = await choosePassword(parts, choice)
  if (chosen.outcome !== 'chosen') return chosen
  const isWritten = await write(parts, session, { login, hash: chosen.hash })
  if (!isWritten) return { outcome: 'wrong' }
  parts.notices.wake()
  return { outcome: 'changed', session: { ...session, mustChange: false } }
}

/** Who is logged in guesses from a place that is known. */
function whoIs({ tenantId, id, ip }: Session, { nameDigest: loginSubject }: Login) {
  return {
    tenantId,
    loginSubject,
    ipSubjects: { ip: ip ?? id, ipNetwork: null },
    isKnownPlace: true,
  }
}

/** Of two at the same time who both knew the old one, the second finds it gone. */
function write(
  { store, keyring, clock, notices }: LoginParts,
  session: Session,
  { login, hash }: { readonly login: Login; readonly hash: string },
): Promise<boolean> {
  const now = clock.now()
  return store.transaction().execute(async (within) => {
    const changed = await updateLogin(within, login)
      .set(passwordColumns({ hash, now, ip: session.ip }))
      .where('password_hash', '=', login.passwordHash)
      .returning('user_id')
      .executeTakeFirst()
    if (!changed) return false
    const { id: keep, ip, place: actor } = session
    await afterNewPassword(within, login, { now, ip, keep, by: { actor }, way: 'user' })
    const user = await findUser(within, login, keyring)
    if (user) await notices.enqueue(within, [passwordNotice(user, now)])
    return true
  })
}
