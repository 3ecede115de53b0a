import type { TenantPolicy } from '../accounts/index.ts'
import { type OpenResult, openByFactor } from '../challenges/index.ts'
import {
  claimPairingCode,
  type DeviceKey,
  type Factor,
  findUser,
  pairDevice,
} from '../factors/index.ts'
import { ipSubjects, pairingCharges, type Standing } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import type { DeviceParts } from './parts.ts'
import { policyOf } from './policy-of.ts'

export interface Pairing {
  readonly typed: string
  readonly publicKey: DeviceKey
  readonly name: string
  /** Where the app is. */
  readonly ip: string
}

export type PairResult =
  | {
      readonly outcome: 'paired'
      readonly token: string
      readonly factor: Factor
      readonly policy: TenantPolicy
    }
  /** Whatever is wrong with it: nobody learns which codes there are. */
  | { readonly outcome: 'code-wrong'; readonly standings: readonly Standing[] }
  | {
      readonly outcome: 'too-often'
      readonly refusedBy: Standing
      readonly standings: readonly Standing[]
    }
  | Exclude<OpenResult, { readonly outcome: 'opened' }>

/**
 * Ties an app to the factor that its pairing code was for, and sends it the code that confirms it. A
 * use is taken before the code is looked at and given back when it was right: guesses sent in
 * parallel never see more codes than the limits allow.
 */
export async function pairApp(parts: DeviceParts, pairing: Pairing): Promise<PairResult> {
  const { limiter, limits, pseudonym } = parts.challenges
  // An address with a zone, from this very network, is none that `ipSubjects` can tell.
  const ip = ipSubjects(pairing.ip, pseudonym)?.ip ?? pseudonym('ip', pairing.ip)
  const charges = pairingCharges(limits.set, ip)
  const useId = newId('us')
  const taken = await limiter.take(charges, { id: useId })
  if (!taken.taken) return { outcome: 'too-often', ...taken }
  // Nobody waits for it: what cannot be given back leaves with its window.
  const giveBack = () => void limiter.giveBack(charges, useId).catch(() => undefined)
  const paired = await claimAndPair(parts, pairing).catch((error) => {
    giveBack()
    throw error
  })
  if (!paired) return { outcome: 'code-wrong', standings: taken.standings }
  giveBack()
  return confirmPaired(parts, paired)
}

function claimAndPair(
  { challenges: { store, clock }, pairingKey }: DeviceParts,
  { typed, publicKey, name }: Pairing,
) {
  const now = clock.now()
  return store.transaction().execute(async (within) => {
    const factor = await claimPairingCode(within, { typed, key: pairingKey, now })
    return factor && pairDevice(within, { factor, publicKey, name, now })
  })
}

/** Where a limit on codes is full the pairing code is spent all the same: another one is drawn later. */
export async function confirmPaired(
  { challenges }: DeviceParts,
  { token, factor }: { token: string; factor: Factor },
): Promise<PairResult> {
  const { tenantId } = factor
  const { store, keyring } = challenges
  const policy = await policyOf(store, tenantId)
  const user = await findUser(store, factor, keyring)
  const caller = { keyId: 'app', tenantId, policy, scopes: [] }
  const manner = { locale: user?.locale ?? undefined }
  const opened = await openByFactor(challenges, caller, { factor, purpose: 'enrol', manner })
  return opened.outcome === 'opened' ? { outcome: 'paired', token, factor, policy } : opened
}
