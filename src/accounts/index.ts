export {
  addApiKey,
  type Caller,
  drawApiKey,
  findCaller,
  listApiKeys,
  revokeApiKey,
  type Scope,
  scopes,
} from './api-key.ts'
export { BOOTSTRAP_TENANT, bootstrap } from './bootstrap.ts'
export { forgetIdempotencyKeys, honourIdempotencyKeys } from './idempotency.ts'
export {
  type AdvisedMethod,
  advisedMethods,
  defaultPolicy,
  type GateKind,
  gateKinds,
  isAsStrict,
  parsePolicy,
  type TenantPolicy,
} from './policy.ts'
export { applyChanges, type PolicyChanges, type PolicyFault } from './policy-change.ts'
export { enforcedFrom, isAnnounced, isEnforced, type RolloutDates } from './policy-dates.ts'
export { type FactorRules, isAllowed, isStrictFor, usableFactors } from './policy-factors.ts'
export {
  type JudgeOwnNumber,
  judgeOwnNumber,
  type OwnNumberPolicy,
  type OwnNumberReason,
  type OwnNumberRefusal,
  ownNumberReasons,
} from './policy-own-numbers.ts'
export {
  isPasswordOld,
  isPasswordOver,
  type PasswordDates,
  passwordsOverAt,
} from './policy-passwords.ts'
export { type Callers, callerOf, createCallers, requireKey } from './require-key.ts'
export {
  changePolicy,
  createTenant,
  findOperator,
  isOperator,
  listTenants,
  readPolicy,
  tenantAt,
} from './tenant.ts'
