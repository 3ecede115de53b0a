export {
  defaultRules,
  maxCallsPerChallenge,
  resendLadderSeconds,
  wrongCodesPerChallenge,
} from './default-limits.ts'
export { type IpSubjects, ipSubjects, type Pseudonym } from './ip-subjects.ts'
export type { Charge, Limit, Limiter, Standing, TakeResult, Use } from './limiter.ts'
export { type LoginWho, resetCharges, wrongPasswordCharges } from './login-charges.ts'
export { look } from './look.ts'
export { createMemoryLimiter, type MemoryLimiter } from './memory-limiter.ts'
export { rateLimitHeaders, retryAfterSeconds } from './rate-limit-headers.ts'
export { createRedisLimiter } from './redis-limiter.ts'
export {
  type CallsSoFar,
  type ResendRules,
  type ResendStanding,
  resendStanding,
} from './resend.ts'
export type { Counted, Rule, RuleSubject } from './rule.ts'
export {
  callCharges,
  pairingCharges,
  pushCharges,
  slotCharges,
  type Who,
  wrongCodeCharges,
} from './subjects.ts'
