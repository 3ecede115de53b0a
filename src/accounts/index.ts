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
  defaultPolicy,
  type GateKind,
  gateKinds,
  isAsStrict,
  type TenantPolicy,
} from './policy.ts'
export { callerOf, requireKey } from './require-key.ts'
export { changePolicy, createTenant, listTenants } from './tenant.ts'
