import type { Caller } from '../accounts/index.ts'
import { type E164, pickLocale } from '../calls/index.ts'
import { type Factor, findUser, mayLead, openSecret } from '../factors/index.ts'
import { pushCharges } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import type { Purpose } from './challenge.ts'
import { findNumberState } from './number-state.ts'
import { addressesOf, openByVoice, subjectsOf } from './open-by-voice.ts'
import type { Manner, OpenResult } from './open-result.ts'
import type { ChallengeParts } from './parts.ts'
import { refuse, refuseByRule } from './refusal.ts'
import { takeAny } from './take-any.ts'
import { waysOf } from './ways.ts'
import { ofFactor } from './whose.ts'
import { endOlder, writeChallenge } from './write-challenge.ts'

interface UserRequest extends Manner {
  readonly userId: string
  readonly factorId?: string | undefined
}

/** By the factor that was asked for, else by the user's primary. */
export async function openForUser(
  parts: ChallengeParts,
  caller: Caller,
  { userId, factorId, ...manner }: UserRequest,
): Promise<OpenResult> {
  const whose = { tenantId: caller.tenantId, userId }
  const user = await findUser(parts.store, whose, parts.keyring)
  if (!user) return { outcome: 'user-unknown' }
  const ways = await waysOf(parts, caller, user)
  if (factorId === undefined && !ways.some(mayLead)) return { outcome: 'no-factor' }
  const factor = factorId === undefined ? ways[0] : ways.find(({ id }) => id === factorId)
  if (!factor) return { outcome: 'factor-unknown' }
  const locale = manner.locale ?? user.locale ?? undefined
  return openByFactor(parts, caller, { factor, purpose: 'login', manner: { ...manner, locale } })
}

export interface FactorRequest {
  readonly factor: Factor
  readonly purpose: Purpose
  readonly manner: Manner
}

/** Opens a challenge by one factor, to let its user in or to confirm it. */
export async function openByFactor(
  parts: ChallengeParts,
  caller: Caller,
  { factor, purpose, manner }: FactorRequest,
): Promise<OpenResult> {
  const whose = ofFactor(parts, factor, purpose)
  if (factor.method === 'voice') {
    const to = openSecret(parts.keyring, factor) as E164
    return openByVoice(parts, caller, { to, whose, manner })
  }
  const { tenantId, policy } = caller
  const now = parts.clock.now()
  const addresses = addressesOf(parts, manner)
  const subjects = { tenantId, numberSubject: whose.userSubject, ipSubjects: addresses }
  const refused = { ...subjects, at: now }
  const stopped = await findStop(parts, { factor, purpose }, refused)
  if (stopped) return refuse(parts.store, { ...refused, ...stopped })
  const charges =
    factor.method === 'app' ? pushCharges(parts.rules, { ...subjects, ...subjectsOf(whose) }) : []
  const useId = newId('us')
  const taken = await takeAny(parts.limiter, charges, useId)
  if (!taken.taken) return refuseByRule(parts.store, refused, taken)

  const written = await writeChallenge(parts, {
    ...{ caller, whose, addresses, now, to: null, callId: null, gate: 'none' },
    context: manner.context,
    ...{
      method: factor.method,
      shown: factor.shown || factor.method,
      numberSubject: whose.userSubject,
    },
    locale: pickLocale(manner.locale, pickLocale(policy.locale, 'nl-NL')),
  }).catch(async (error) => {
    await parts.limiter.giveBack(charges, useId)
    throw error
  })
  await endOlder(parts, written.older)
  const { challenge } = written
  if (challenge.method === 'app') parts.toApp(challenge)
  const { standings } = taken
  return { outcome: 'opened', challenge, standings, known: { call: null, standings } }
}

/** After "not me" no login sends a code to that user's apps for a while; a new app is still confirmed. */
async function findStop(
  { store }: Pick<ChallengeParts, 'store'>,
  { factor, purpose }: Pick<FactorRequest, 'factor' | 'purpose'>,
  {
    at,
    ...who
  }: { readonly tenantId: string; readonly numberSubject: string; readonly at: number },
) {
  if (factor.method !== 'app' || purpose !== 'login') return null
  const { stoppedUntil } = await findNumberState(store, who, at)
  return stoppedUntil === null ? null : { limit: 'stopped', retryAfterMs: stoppedUntil - at }
}
