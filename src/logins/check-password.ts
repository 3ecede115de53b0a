import type { PasswordDates } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import type { Standing } from '../limits/index.ts'
import { guessPassword } from './guess-password.ts'
import type { LimitReached } from './limit-reached.ts'
import { type Login, mustChange, workingHash } from './login.ts'
import { nameDigest } from './login-name.ts'
import { findByName, updateLogin } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { isCurrent } from './password-hash.ts'
import { placeOf } from './place.ts'

export interface Attempt {
  readonly tenantId: string
  readonly policy: PasswordDates
  readonly name: string
  readonly password: string
  readonly ip: string
  /** Who asks: the id of an API key, or the panel. */
  readonly actor?: string
}

export type CheckResult =
  | {
      readonly outcome: 'right'
      readonly userId: string
      /** The next thing that the user does is to choose a new password. */
      readonly mustChange: boolean
      /** When the password was set. */
      readonly since: number
    }
  | { readonly outcome: 'wrong'; readonly standings: readonly Standing[] }
  | { readonly outcome: 'busy' }
  | LimitReached

/**
 * Whose name and password these are. Why they are not is never told: a name that nobody has takes the
 * same statements, the same hash and the same answer (T12).
 */
export async function checkPassword(parts: LoginParts, attempt: Attempt): Promise<CheckResult> {
  const { tenantId, policy, password } = attempt
  const now = parts.clock.now()
  const ipSubjects = placeOf(parts, attempt.ip)
  const loginSubject = nameDigest(parts, attempt)
  const sought = { tenantId, nameDigest: loginSubject, ip: ipSubjects.ip, now }
  const found = await findByName(parts.store, sought)
  const who = {
    ...{ tenantId, loginSubject, ipSubjects },
    isKnownPlace: found?.isKnownPlace ?? false,
  }
  const hash = found ? workingHash(found.login, policy, now) : null
  const guess = await guessPassword(parts, { who, hash, password })
  if (guess.outcome === 'busy' || guess.outcome === 'limit-reached') return guess

  const login = guess.outcome === 'right' ? found?.login : undefined
  await recordEvents(parts.store, [
    {
      ...{ tenantId, at: now, ip: ipSubjects.ip, actor: attempt.actor ?? 'logins' },
      kind: login ? 'password.right' : 'password.wrong',
      // Of a name that nobody has, its keyed hash: people type passwords into the wrong field.
      about: found?.login.userId ?? loginSubject,
    },
  ])
  if (!login) return { outcome: 'wrong', standings: guess.standings }
  if (!isCurrent(login.passwordHash)) await hashAnew(parts, login, password)
  const { userId, passwordSetAt: since } = login
  return { outcome: 'right', userId, mustChange: mustChange(login, policy, now), since }
}

/** With the costs of today; never over a password that was set meanwhile. */
async function hashAnew({ store, hasher }: LoginParts, login: Login, password: string) {
  const hash = await hasher.hash(password)
  if (hash === null) return
  await updateLogin(store, login)
    .set({ password_hash: hash })
    .where('password_hash', '=', login.passwordHash)
    .execute()
}
