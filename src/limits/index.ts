export {
  type CompiledSet,
  type CompileParts,
  compileLimits,
  compileRules,
  compileStarting,
  type LimitsInForce,
} from './compiled-set.ts'
export { defaultLimits } from './default-limit-set.ts'
export {
  defaultRules,
  maxCallsPerChallenge,
  resendLadderSeconds,
  wrongCodesPerChallenge,
} from './default-limits.ts'
export { describeFault, type FaultDetail, toFaultDetail } from './describe-fault.ts'
export { guessesPerYear, guessOdds } from './guess-odds.ts'
export { type IpSubjects, ipSubjects, type Pseudonym } from './ip-subjects.ts'
export type { LimitFault } from './limit-fault.ts'
export { limitKey } from './limit-key.ts'
export { type LimitSet, LimitSetSchema } from './limit-set.ts'
export { formatLimitSet, parseLimitSet } from './limit-set-text.ts'
export type { Charge, Limit, Limiter, Standing, TakeResult, Use } from './limiter.ts'
export { lineOfPointer } from './line-of-pointer.ts'
export { type LoginWho, resetCharges, wrongPasswordCharges } from './login-charges.ts'
export { isFull, look } from './look.ts'
export { createMemoryLimiter, type MemoryLimiter } from './memory-limiter.ts'
export { rateLimitHeaders, retryAfterSeconds } from './rate-limit-headers.ts'
export { type ReadLimits, readLimitSet } from './read-limit-set.ts'
export { createRedisLimiter } from './redis-limiter.ts'
export {
  type CallsSoFar,
  type ResendRules,
  type ResendStanding,
  resendStanding,
} from './resend.ts'
export {
  type CallKind,
  type Counted,
  isEnforced,
  isSummed,
  type Rule,
  type RuleSubject,
} from './rule.ts'
export type { Act, RuleBook } from './rule-book.ts'
export {
  callCharges,
  pairingCharges,
  pushCharges,
  slotCharges,
  unverifiedCharges,
  type Who,
  wrongCodeCharges,
} from './subjects.ts'
