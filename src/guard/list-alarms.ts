import type { Store } from '../store/index.ts'
import { type Alarm, toAlarm } from './alarm.ts'

/** Those that are not over. */
export async function openAlarms(store: Store): Promise<Alarm[]> {
  const rows = await store
    .selectFrom('alarms')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('raised_at', 'desc')
    .execute()
  return rows.map(toAlarm)
}

/** The newest first, those that are over too. */
export async function listAlarms(
  store: Store,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<Alarm[]> {
  const rows = await store
    .selectFrom('alarms')
    .selectAll()
    .where('raised_at', '>=', since)
    .orderBy('raised_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toAlarm)
}
