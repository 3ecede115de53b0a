import {
  enforcedFrom,
  type FactorRules,
  isAnnounced,
  type RolloutDates,
  type TenantPolicy,
  usableFactors,
} from '../accounts/index.ts'
import { type Advice, adviceOn } from './independence.ts'
import { type Missing, missingOf } from './missing-factors.ts'

export const enrolmentStates = ['none', 'partial', 'complete'] as const

export interface EnrolmentQuestion {
  readonly policy: RolloutDates & FactorRules & Pick<TenantPolicy, 'factorsWanted'>
  readonly user: { readonly role: string; readonly extensionUntil: number | null }
  /** In their order, the primary first. */
  readonly factors: readonly EnrolledFactor[]
  readonly now: number
}

export interface EnrolledFactor {
  readonly method: string
  readonly state: string
  /** Of a number: how many users of the tenant confirmed it, where that was looked up. */
  readonly usersOfNumber?: number
}

export interface EnrolmentState {
  /** `none`: nothing that a login could use; `complete`: as the tenant wants it. */
  readonly state: (typeof enrolmentStates)[number]
  /** A login asks to set up what is missing. */
  readonly asked: boolean
  /** There is no login without a second factor. */
  readonly required: boolean
  readonly announcedFrom: string | null
  readonly enforcedFrom: string | null
  /** How long it can still be skipped; 0 when it is required, null when no end is set. */
  readonly graceLeftSeconds: number | null
  /** Until when the helpdesk lets this user wait longer than the tenant does. */
  readonly extendedUntil: string | null
  readonly missing: readonly Missing[]
  readonly advice: readonly Advice[]
}

/** How far a user is, at this moment: nothing of it is stored, so that moving a date moves it. */
export function enrolmentState({ policy, user, factors, now }: EnrolmentQuestion): EnrolmentState {
  const usable = usableFactors(policy, user.role, factors)
  const missing = missingOf({ policy, role: user.role, factors, usable })
  const state = stateOf(usable.length, missing)
  const isOut = hasLostAll(factors, usable)
  const graceEndsAt = isOut ? now : endOfGrace(policy, user)
  return {
    state,
    asked: (isOut || isAnnounced(policy, now)) && state !== 'complete',
    required: graceEndsAt !== null && graceEndsAt <= now,
    announcedFrom: toIso(policy.announceAt),
    enforcedFrom: toIso(enforcedFrom(policy)),
    graceLeftSeconds:
      graceEndsAt === null ? null : Math.max(0, Math.ceil((graceEndsAt - now) / 1000)),
    extendedUntil: !isOut && isExtended(policy, user, now) ? toIso(user.extensionUntil) : null,
    missing,
    advice: adviceOn(usable),
  }
}

function stateOf(usable: number, missing: readonly Missing[]) {
  if (usable === 0) return 'none'
  return missing.length === 0 ? 'complete' : 'partial'
}

/**
 * Whoever was protected by a second factor and has none that works is not let in without, whatever
 * the dates say: else disabling a factor would be a way around it.
 */
export function hasLostAll(
  factors: readonly Pick<EnrolledFactor, 'state'>[],
  usable: readonly unknown[],
): boolean {
  return usable.length === 0 && factors.some(({ state }) => state === 'disabled')
}

type User = EnrolmentQuestion['user']

/** An extension lengthens the grace of one user and never shortens it. */
function endOfGrace(policy: RolloutDates, { extensionUntil }: User) {
  const from = enforcedFrom(policy)
  return from === null ? null : Math.max(from, extensionUntil ?? from)
}

function isExtended(policy: RolloutDates, { extensionUntil }: User, now: number) {
  const from = enforcedFrom(policy)
  return from !== null && extensionUntil !== null && extensionUntil > Math.max(from, now)
}

function toIso(at: number | null) {
  return at === null ? null : new Date(at).toISOString()
}
