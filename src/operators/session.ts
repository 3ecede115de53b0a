import type { Tables } from '../store/index.ts'
import { type Operator, type OperatorColumns, toOperator } from './operator.ts'

/** One browser of one operator. */
export interface OperatorSession {
  readonly id: string
  readonly operator: Operator
  /** `verified` once the second factor was right too. */
  readonly stage: 'password' | 'verified'
  /** Such as `Firefox, Windows`. */
  readonly agent: string
  /** Keyed hash of the address. */
  readonly ip: string
  readonly createdAt: number
  readonly seenAt: number
  /** Of the token that it was found by: an act with one that was replaced changes nothing. */
  readonly tokenDigest: string
}

/** Where an operator has to go next; no page beyond it opens before. */
export type OperatorStep = '/ops/login' | '/ops/set-up' | '/ops/verify' | '/ops/password' | '/ops'

export function stepOf(session: OperatorSession | null): OperatorStep {
  if (!session) return '/ops/login'
  const { stage, operator } = session
  if (stage !== 'verified') return operator.hasFactor ? '/ops/verify' : '/ops/set-up'
  return operator.mustChange ? '/ops/password' : '/ops'
}

const MINUTE_MS = 60_000
export const LONGEST_MS = 12 * 60 * MINUTE_MS
/** Whoever does nothing for as long is gone. */
export const IDLE_MS = { password: 15 * MINUTE_MS, verified: 60 * MINUTE_MS } as const

export type SessionColumns = Pick<
  Tables['operator_sessions'],
  'stage' | 'agent' | 'ip' | 'seen_at' | 'token_digest'
> & { readonly session_id: string; readonly begun_at: number }

export function toSession(row: SessionColumns & OperatorColumns): OperatorSession {
  return {
    ...{ id: row.session_id, operator: toOperator(row) },
    stage: row.stage === 'verified' ? 'verified' : 'password',
    ...{ agent: row.agent, ip: row.ip, createdAt: row.begun_at, seenAt: row.seen_at },
    tokenDigest: row.token_digest,
  }
}

export const pendingPurpose = (sessionId: string) => `operator-session:${sessionId}:secret`
