export { dataKey, keepFirst, purposeOf } from './data-keys.ts'
export type { AlarmRow, BlockRow, DecisionRow, ExemptionRow } from './guard-tables.ts'
export type { LimitSetRow, LimitTrialRow } from './limit-tables.ts'
export { examineStore, openStore, type Store } from './open-store.ts'
export { type ResealProgress, resealAll } from './reseal.ts'
export { sealedColumns } from './sealed-columns.ts'
export type {
  AuditChainRow,
  AuditEventRow,
  CallRow,
  ChallengeRow,
  Tables,
  TenantRow,
} from './tables.ts'
