import type { Store } from '../store/index.ts'

/** None of them opens anything any more. */
export function dropSessions(within: Store, operatorId: string) {
  return within.deleteFrom('operator_sessions').where('operator_id', '=', operatorId).execute()
}
