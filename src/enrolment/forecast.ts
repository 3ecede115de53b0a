import {
  type FactorRules,
  isAllowed,
  isEnforced,
  type RolloutDates,
  type TenantPolicy,
} from '../accounts/index.ts'
import type { Store } from '../store/index.ts'
import { enrolmentState } from './enrolment-state.ts'
import { type EnrolledUser, readEnrolledUsers } from './read-enrolled-users.ts'

/** Why somebody cannot log in. The words stand in answers: never change them. */
export const lockOutWords = {
  'no-factor': 'Has confirmed no second factor.',
  'factor-disabled': 'A factor was disabled after too many wrong codes.',
  'method-not-allowed': 'The policy does not allow the method of a factor.',
  'voice-alone': 'Is an administrator with a phone call as the only factor.',
  'extension-ended': 'The extension that the helpdesk gave is over.',
} as const
export type LockOutReason = keyof typeof lockOutWords
export const lockOutReasons = Object.keys(lockOutWords) as LockOutReason[]

export interface LockedOut {
  readonly userId: string
  readonly role: string
  readonly reasons: readonly LockOutReason[]
}

export interface ForecastTotals {
  readonly users: number
  readonly lockedOut: number
  /** Would be locked out but for an extension by the helpdesk. */
  readonly extended: number
  /** How far users are, whether or not a second factor is required then. */
  readonly none: number
  readonly partial: number
  readonly complete: number
}

export interface ForecastPage {
  readonly lockedOut: readonly LockedOut[]
  /** Up to and with this page. */
  readonly totals: ForecastTotals
}

export interface ForecastQuestion {
  readonly tenantId: string
  readonly policy: RolloutDates & FactorRules & Pick<TenantPolicy, 'factorsWanted'>
  readonly at: number
}

const nobody: ForecastTotals = {
  ...{ users: 0, lockedOut: 0, extended: 0 },
  ...{ none: 0, partial: 0, complete: 0 },
}

/**
 * Who could not log in at a moment if dates, policy and factors stay as they are now: by id, a page
 * at a time and at least one, so that a hundred thousand users take no more memory than a thousand.
 */
export async function* forecast(
  store: Store,
  question: ForecastQuestion,
): AsyncGenerator<ForecastPage> {
  let totals = nobody
  for await (const users of readEnrolledUsers(store, question.tenantId)) {
    const judged = users.map((user) => judge(question, user))
    totals = judged.reduce(count, totals)
    yield { lockedOut: judged.flatMap(({ lockedOut }) => lockedOut ?? []), totals }
  }
}

type Judged = ReturnType<typeof judge>

function judge({ policy, at }: ForecastQuestion, user: EnrolledUser) {
  const { state, required, extendedUntil } = enrolmentState({
    ...{ policy, user, now: at },
    factors: user.factors,
  })
  const isNone = state === 'none'
  const isExtended = isNone && extendedUntil !== null && isEnforced(policy, at)
  const lockedOut: LockedOut | null =
    isNone && required
      ? { userId: user.id, role: user.role, reasons: reasonsOf(policy, user) }
      : null
  return { state, isExtended, lockedOut }
}

function count(totals: ForecastTotals, { state, isExtended, lockedOut }: Judged): ForecastTotals {
  return {
    ...totals,
    users: totals.users + 1,
    lockedOut: totals.lockedOut + (lockedOut ? 1 : 0),
    extended: totals.extended + (isExtended ? 1 : 0),
    [state]: totals[state] + 1,
  }
}

/** Of a user without a factor that a login could use. */
function reasonsOf(rules: FactorRules, { factors, extensionUntil }: EnrolledUser) {
  const confirmed = factors.filter(({ state }) => state === 'confirmed')
  const allowed = confirmed.filter((factor) => isAllowed(rules, factor))
  const holds: Readonly<Record<LockOutReason, boolean>> = {
    'no-factor': factors.every(({ state }) => state === 'pending'),
    'factor-disabled': factors.some(({ state }) => state === 'disabled'),
    'method-not-allowed': confirmed.length > allowed.length,
    'voice-alone': allowed.length > 0,
    'extension-ended': extensionUntil !== null,
  }
  return lockOutReasons.filter((reason) => holds[reason])
}
