import { insertEvents } from '../audit/index.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'
import type { Alarm, AlarmKind } from './alarm.ts'
import type { GuardParts } from './parts.ts'

export type NewAlarm = Pick<Alarm, 'tenantId' | 'kind' | 'subject' | 'detail'>

/** Once, however many instances see it and however often, until it is over. */
export async function raiseAlarm(
  parts: Pick<GuardParts, 'store' | 'clock' | 'notices'>,
  alarm: NewAlarm,
): Promise<void> {
  const at = parts.clock.now()
  const isNew = await parts.store.transaction().execute(async (within) => {
    const id = await insertAlarm(within, alarm, at)
    if (id !== null) await tell(parts, within, { ...alarm, id, at, isOver: false })
    return id !== null
  })
  if (isNew) parts.notices.wake()
}

/** What it was about is over; telling so is part of it. */
export async function endAlarm(
  parts: Pick<GuardParts, 'store' | 'clock' | 'notices'>,
  { id }: Pick<Alarm, 'id'>,
): Promise<void> {
  const at = parts.clock.now()
  await parts.store.transaction().execute(async (within) => {
    const row = await within
      .updateTable('alarms')
      .set({ ended_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returning(['tenant_id', 'kind', 'subject'])
      .executeTakeFirst()
    if (!row) return
    const { tenant_id: tenantId, subject } = row
    await tell(parts, within, {
      ...{ id, tenantId, kind: row.kind as AlarmKind, subject },
      ...{ detail: {}, at, isOver: true },
    })
  })
  parts.notices.wake()
}

async function insertAlarm(within: Store, alarm: NewAlarm, at: number): Promise<string | null> {
  const { tenantId, kind, subject, detail } = alarm
  const row = await within
    .insertInto('alarms')
    .values({
      ...{ id: newId('al'), tenant_id: tenantId, kind, subject },
      ...{ detail: JSON.stringify(detail), raised_at: at, ended_at: null },
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'kind', 'subject']).where('ended_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

interface Told extends NewAlarm {
  readonly id: string
  readonly at: number
  readonly isOver: boolean
}

async function tell({ notices }: Pick<GuardParts, 'notices'>, within: Store, told: Told) {
  const { id, tenantId, kind, subject, detail, at, isOver } = told
  const event = isOver ? 'alarm.ended' : 'alarm.raised'
  const type = isOver ? 'alarm.ended' : (`alarm.${kind}` as const)
  await inOneTrip(within, [
    insertEvents(within, [
      {
        tenantId,
        at,
        kind: event,
        actor: 'guard',
        about: id,
        detail: { kind, subject, ...detail },
      },
    ]),
    ...notices.statements(within, [{ tenantId, type, at, ids: { alarmId: id } }]),
  ])
}
