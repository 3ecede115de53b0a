import type { AlarmRow } from '../store/index.ts'

/**
 * What somebody has to look at. The list is closed: metrics and webhooks name them.
 * `spend`: a part of a cap is used. `breaker`: of the calls somewhere too few are verified.
 * `prefix-blocked`: too many calls to neighbours. `verified-share`: of a tenant's challenges far fewer
 * are verified than usual. `wrong-codes`: too many of the codes that are typed are wrong.
 */
export const alarmKinds = [
  'spend',
  'breaker',
  'prefix-blocked',
  'verified-share',
  'wrong-codes',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

export interface Alarm {
  readonly id: string
  readonly tenantId: string
  readonly kind: AlarmKind
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number>>
  readonly raisedAt: number
  readonly endedAt: number | null
}

export function toAlarm(row: AlarmRow): Alarm {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind as AlarmKind,
    subject: row.subject,
    detail: JSON.parse(row.detail) as Alarm['detail'],
    raisedAt: row.raised_at,
    endedAt: row.ended_at,
  }
}
