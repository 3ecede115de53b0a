import type { GateKind } from '../accounts/index.ts'
import type { Locale } from '../calls/index.ts'
import type { IpSubjects, Who } from '../limits/index.ts'
import type { ChallengeRow } from '../store/index.ts'

export const challengeStatuses = [
  'open',
  'approved',
  'expired',
  'exhausted',
  'cancelled',
  'reported',
] as const
export type ChallengeStatus = (typeof challengeStatuses)[number]

/** How long a code is good for: half of what NIST SP 800-63B-4 section 3.1.3.2 allows. */
export const LIFE_MS = 5 * 60_000

export interface Challenge {
  readonly id: string
  readonly tenantId: string
  readonly status: ChallengeStatus
  readonly toSealed: string
  readonly toMasked: string
  readonly numberSubject: string
  readonly ipSubjects: IpSubjects | null
  readonly locale: Locale
  readonly gate: GateKind
  readonly codeLength: number
  /** Sealed until the challenge closes, then gone. */
  readonly codeSealed: string | null
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
    toSealed: row.to_sealed,
    toMasked: row.to_masked,
    numberSubject: row.number_subject,
    ipSubjects: JSON.parse(row.ip_subjects) as IpSubjects | null,
    locale: row.locale as Locale,
    gate: row.gate as GateKind,
    codeLength: row.code_length,
    codeSealed: isOver ? null : row.code_sealed,
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

/** Whom its uses are counted against. */
export function whoOf({ tenantId, numberSubject, ipSubjects }: Challenge): Who {
  return { tenantId, numberSubject, ipSubjects }
}
