import { type Caller, isAllowed } from '../accounts/index.ts'
import {
  findChallenge,
  type OpenResult,
  openForUser,
  type Refused,
  verifyChallenge,
} from '../challenges/index.ts'
import {
  type AddResult,
  type DeviceKey,
  type Factor,
  findFactors,
  insertPendingFactor,
  pairDevice,
} from '../factors/index.ts'
import { type CheckResult, checkPassword, type LoginParts } from '../logins/index.ts'
import { confirmPaired, type PairResult } from './pair-app.ts'
import type { DeviceParts } from './parts.ts'

export type LogInParts = DeviceParts & { readonly logins: LoginParts }

export interface AppLogin {
  readonly name: string
  readonly password: string
  readonly deviceName: string
  readonly publicKey: DeviceKey
  /** Where the app is. */
  readonly ip: string
  /** The challenge that an earlier answer named, and what the user typed. */
  readonly proof?: { readonly challengeId: string; readonly code: string } | undefined
}

export type AppLoginResult =
  | Extract<PairResult, { outcome: 'paired' }>
  | Exclude<CheckResult, { outcome: 'right' }>
  | Exclude<AddResult, { outcome: 'added' }>
  | Exclude<OpenResult, { outcome: 'opened' }>
  | Refused
  | { readonly outcome: 'method-not-allowed' | 'reset-needed' | 'held' }
  | {
      readonly outcome: 'proof-needed'
      readonly opened: Extract<OpenResult, { outcome: 'opened' }>
    }

/**
 * Login name and password inside the app, instead of a pairing code (F8): enough for a user who has
 * nothing else yet; whoever has a factor proves it by that as well. What is paired counts for nothing
 * until its code was typed in. Held by `test/security/app-log-in.test.ts`.
 */
export async function logInApp(
  parts: LogInParts,
  caller: Caller,
  login: AppLogin,
): Promise<AppLoginResult> {
  const { tenantId, policy } = caller
  const checked = await checkPassword(parts.logins, { ...login, tenantId, policy, actor: 'app' })
  if (checked.outcome !== 'right') return checked
  if (!isAllowed(policy, { method: 'app' })) return { outcome: 'method-not-allowed' }
  const { userId } = checked
  const fault = await prove(parts, caller, { userId, login })
  if (fault) return fault
  const paired = await addAndPair(parts, { tenantId, userId, login })
  if ('outcome' in paired) return paired
  return (await confirmPaired(parts, paired)) as AppLoginResult
}

interface Proving {
  readonly userId: string
  readonly login: AppLogin
}

/** Null: the password is enough, or a factor that is there was proved. */
async function prove(
  { challenges }: LogInParts,
  caller: Caller,
  { userId, login: { proof, ip } }: Proving,
): Promise<AppLoginResult | null> {
  const { tenantId } = caller
  const now = challenges.clock.now()
  const factors = await findFactors(challenges.store, { tenantId, userId, now })
  const confirmed = factors.filter(({ state }) => state === 'confirmed')
  if (confirmed.length === 0)
    return factors.some(({ state }) => state === 'disabled') ? { outcome: 'reset-needed' } : null
  if (!proof) {
    const opened = await openForUser(challenges, caller, { userId, context: { ip } })
    return opened.outcome === 'opened' ? { outcome: 'proof-needed', opened } : opened
  }
  const sought = { tenantId, id: proof.challengeId, now }
  const challenge = await findChallenge(challenges.store, sought)
  if (challenge?.userId !== userId || challenge.purpose !== 'login') return { outcome: 'unknown' }
  if (isHeld(confirmed, challenge.factorId)) return { outcome: 'held' }
  const guess = { id: proof.challengeId, typed: proof.code }
  const result = await verifyChallenge(challenges, caller, guess)
  return result.outcome === 'approved' ? null : result
}

function isHeld(factors: readonly Factor[], factorId: string | null) {
  return factors.find(({ id }) => id === factorId)?.heldUntil != null
}

function addAndPair(
  { challenges: { store, keyring, clock } }: LogInParts,
  { tenantId, userId, login }: Proving & { readonly tenantId: string },
) {
  const { publicKey, deviceName: name } = login
  const now = clock.now()
  return store.transaction().execute(async (within) => {
    const wanted = { tenantId, userId, method: 'app', by: { actor: 'app' } } as const
    const added = await insertPendingFactor(within, wanted, { keyring, now })
    if (added.outcome !== 'added') return added
    return pairDevice(within, { factor: added.factor, publicKey, name, now })
  })
}
