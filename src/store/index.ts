export { dataKey, keepFirst, purposeOf } from './data-keys.ts'
export { examineStore, openStore, type Store } from './open-store.ts'
export type { CallRow, ChallengeRow, Tables, TenantRow } from './tables.ts'
