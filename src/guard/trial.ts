import type { LimitTrialRow } from '../store/index.ts'
import type { Replay } from './replay.ts'

/** An instance that has said nothing for so long of a trial that it runs has died with it. */
export const TRIAL_DEAD_AFTER_MS = 15_000

export type TrialStatus = 'running' | 'done' | 'failed'

/** What its author typed: shown again, to be changed or put in force. */
export interface TrialDraft {
  readonly document: string
  readonly reason: string
  /** The version that its author looked at; null where nobody said. */
  readonly basedOn: number | null
}

/** Limits that are tried on recorded traffic, and how far that is. */
export interface Trial {
  readonly id: string
  readonly status: TrialStatus
  /** The API key, or the operator. */
  readonly author: string
  readonly startedAt: number
  readonly since: number
  readonly until: number
  /** Decisions taken again so far, those before `since` among them: they fill the counters. */
  readonly done: number
  /** Of so many; 0 until they are counted. */
  readonly total: number
  readonly result: Replay | null
}

/** Whoever reads it judges whether it still runs: one that is dead cannot say so. */
export function toTrial(row: Omit<LimitTrialRow, 'document_sealed'>, now: number): Trial {
  const { id, author, since, until, done, total, started_at: startedAt, result } = row
  const isDead = row.status === 'running' && row.seen_at <= now - TRIAL_DEAD_AFTER_MS
  const status = isDead ? 'failed' : (row.status as TrialStatus)
  return {
    ...{ id, status, author, startedAt, since, until, done, total },
    result: result === null ? null : (JSON.parse(result) as Replay),
  }
}
