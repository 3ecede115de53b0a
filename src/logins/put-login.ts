import type { Caller } from '../accounts/index.ts'
import { findUser } from '../factors/index.ts'
import { type ChooseResult, choosePassword } from './choose-password.ts'
import { findLogin, updateLogin } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { type SetLoginResult, setLogin } from './set-login.ts'
import { afterNewPassword, passwordColumns } from './write-password.ts'

interface Wish {
  readonly userId: string
  readonly name: string
  /** Absent: a login that is new has one that nobody knows, another keeps what it has. */
  readonly password?: string | undefined
}

export type PutLoginResult =
  | { readonly outcome: 'put' }
  | { readonly outcome: 'user-unknown' }
  | Exclude<SetLoginResult, { outcome: 'set' }>
  | Exclude<ChooseResult, { outcome: 'chosen' }>

/**
 * Takes over an account of a panel: its name, and its password where the panel knows it. Told again, it
 * changes nothing: a password that is there already is no new one.
 */
export async function putLogin(
  parts: LoginParts,
  { tenantId, keyId, policy }: Pick<Caller, 'tenantId' | 'keyId' | 'policy'>,
  { userId, name, password }: Wish,
): Promise<PutLoginResult> {
  const { store, keyring, clock } = parts
  const whose = { tenantId, userId }
  if (!(await findUser(store, whose, keyring))) return { outcome: 'user-unknown' }
  const old = (await findLogin(store, whose))?.passwordHash
  const wish = { ...whose, policy, name, old }
  const chosen = password === undefined ? null : await choosePassword(parts, { ...wish, password })
  const isKept = chosen?.outcome === 'refused' && chosen.reason === 'same-as-old'
  if (chosen && chosen.outcome !== 'chosen' && !isKept) return chosen

  const now = clock.now()
  const by = { actor: keyId }
  return store.transaction().execute(async (within): Promise<PutLoginResult> => {
    const set = await setLogin(parts, within, { ...whose, name, by })
    if (set.outcome !== 'set') return set
    if (chosen?.outcome === 'chosen') {
      const { hash } = chosen
      await updateLogin(within, whose).set(passwordColumns({ hash, now })).execute()
      await afterNewPassword(within, whose, { now, by, way: 'panel' })
    }
    return { outcome: 'put' }
  })
}
