export { type Alarm, type AlarmKind, alarmKinds } from './alarm.ts'
export { type StandingBlock, standingBlocks } from './blocks.ts'
export type { CallState } from './call-state.ts'
export { createGuard, type Guard } from './create-guard.ts'
export type { Asked } from './decision.ts'
export { grantExemption } from './exemptions.ts'
export { type ExplainedRefusal, explainRefusal } from './explain-refusal.ts'
export { limitProblems } from './limit-problems.ts'
export { type LimitRouteParts, limitRoutes } from './limit-routes.ts'
export {
  type ChangeResult,
  changeLimits,
  type LimitChange,
  type LimitSetParts,
  type LimitVersion,
  listVersions,
  readLimits,
  type StoredLimits,
} from './limit-sets.ts'
export { type FollowedLimits, followLimits } from './limits-in-force.ts'
export { listAlarms, openAlarms } from './list-alarms.ts'
export type { GuardParts } from './parts.ts'
export { type RulePressure, readPressure } from './pressure.ts'
export { parseReference } from './reference.ts'
export { refusalProblems } from './refusal-problems.ts'
export { type RefusalRouteParts, refusalRoutes } from './refusal-routes.ts'
export { type Full, type LimitReached, toFull } from './refuse.ts'
export {
  type Replay,
  type ReplayProgress,
  type ReplayWish,
  replay,
} from './replay.ts'
export { replayRoutes } from './replay-routes.ts'
export { eraseGuardedOf } from './retention.ts'
export type { Room, Wanted } from './take-call.ts'
export type { Trial } from './trial.ts'
export { createTrials, type TrialBegun, type Trials } from './trials.ts'
