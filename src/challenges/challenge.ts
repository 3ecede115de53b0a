import type { GateKind } from '../accounts/index.ts'
import type { Locale } from '../calls/index.ts'
import type { FactorMethod } from '../factors/index.ts'
import {
  type CompiledSet,
  callCharges,
  type IpSubjects,
  pushCharges,
  type Who,
} from '../limits/index.ts'
import type { ChallengeRow } from '../store/index.ts'
import { type CallFacts, toCounted } from './call-facts.ts'

export const challengeStatuses = [
  'open',
  'approved',
  'expired',
  'exhausted',
  'cancelled',
  'reported',
] as const
export type ChallengeStatus = (typeof challengeStatuses)[number]

export const purposes = ['login', 'enrol'] as const
export type Purpose = (typeof purposes)[number]
export type Method = FactorMethod

/** How long a code is good for: half of what NIST SP 800-63B-4 section 3.1.3.2 allows. */
export const LIFE_MS = 5 * 60_000

export interface Challenge {
  readonly id: string
  readonly tenantId: string
  readonly status: ChallengeStatus
  /** Whether it lets somebody in, or confirms a factor. */
  readonly purpose: Purpose
  readonly method: Method
  /** Null for a bare number, as is the factor. */
  readonly userId: string | null
  readonly factorId: string | null
  /** The sealed number; empty where there is none. */
  readonly toSealed: string
  /** What may be shown of where the code goes. */
  readonly toMasked: string
  readonly numberSubject: string
  readonly userSubject: string
  readonly factorSubject: string
  readonly ipSubjects: IpSubjects | null
  /** What the limits are told of its number; null where it has none. */
  readonly facts: CallFacts | null
  readonly locale: Locale
  readonly gate: GateKind
  readonly codeLength: number
  readonly codeDigest: string | null
  /** Sealed until the challenge closes, then gone. */
  readonly codeSealed: string | null
  /** Where the login came from, as long. */
  readonly contextSealed: string | null
  readonly attemptsLeft: number
  readonly callsMade: number
  readonly lastCallAt: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly closedAt: number | null
  /** Calls to its number are stopped until then. */
  readonly stoppedUntil: number | null
}

type ReadRow = ChallengeRow & { readonly stopped_until?: number | null }

/** Reads a row as it is at `now`: a challenge has expired at its moment, not when somebody tidies up. */
export function toChallenge(row: ReadRow, now: number): Challenge {
  const isOver = row.status === 'open' && row.expires_at <= now
  return {
    id: row.id,
    tenantId: row.tenant_id,
    status: isOver ? 'expired' : (row.status as ChallengeStatus),
    purpose: row.purpose as Purpose,
    method: row.method as Method,
    userId: row.user_id,
    factorId: row.factor_id,
    toSealed: row.to_sealed,
    toMasked: row.to_masked,
    numberSubject: row.number_subject,
    userSubject: row.user_subject,
    factorSubject: row.factor_subject,
    ipSubjects: JSON.parse(row.ip_subjects) as IpSubjects | null,
    facts: row.facts === null ? null : (JSON.parse(row.facts) as CallFacts),
    locale: row.locale as Locale,
    gate: row.gate as GateKind,
    codeLength: row.code_length,
    codeDigest: row.code_digest,
    codeSealed: isOver ? null : row.code_sealed,
    contextSealed: isOver ? null : row.context_sealed,
    attemptsLeft: row.attempts_left,
    callsMade: row.calls_made,
    lastCallAt: row.last_call_at,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    closedAt: isOver ? row.expires_at : row.closed_at,
    stoppedUntil: row.stopped_until ?? null,
  }
}

export const codePurpose = (challengeId: string) => `challenge:${challengeId}:code`
export const toPurpose = (challengeId: string) => `challenge:${challengeId}:to`
export const topicOf = (challengeId: string) => `challenge:${challengeId}`

type Counted = Pick<
  Challenge,
  'tenantId' | 'numberSubject' | 'ipSubjects' | 'userId' | 'userSubject' | 'factorSubject' | 'facts'
>

/** Whom its uses are counted against. */
export function whoOf(set: CompiledSet, challenge: Counted): Who {
  const { tenantId, numberSubject, ipSubjects, userId, userSubject, factorSubject } = challenge
  const { facts } = challenge
  const bare = { tenantId, numberSubject, ipSubjects, ...(facts && toCounted(set, facts)) }
  return userId === null ? bare : { ...bare, userSubject, factorSubject }
}

/** What bringing its code to the user once more is charged to. */
export function sendCharges(set: CompiledSet, challenge: Counted & Pick<Challenge, 'method'>) {
  const charges = challenge.method === 'app' ? pushCharges : callCharges
  return charges(set, whoOf(set, challenge))
}
