import { callStatuses, ENDED } from '../../calls/index.ts'
import type { Store } from '../../store/index.ts'
import { takenStatuses } from '../glance/find-figures.ts'

/** What a list of calls can be narrowed to. */
export const callFilters = ['live', 'verified', 'taken', 'not-taken', 'failed'] as const
export type CallFilter = (typeof callFilters)[number]

export interface Wanted {
  readonly state?: CallFilter | undefined
  readonly carrier?: string | undefined
  readonly country?: string | undefined
  readonly tenant?: string | undefined
  /** Older than the call that stands last on the page before. */
  readonly before?: number | undefined
}

export interface ShownCall {
  readonly id: string
  readonly tenantId: string
  readonly challengeId: string
  /** Masked, and empty a day after its end. */
  readonly to: string
  readonly status: string
  readonly isLive: boolean
  readonly reason: string | null
  readonly carrier: string | null
  readonly country: string | null
  readonly isVerified: boolean
  readonly talkedSeconds: number | null
  readonly priceMicros: number | null
  readonly createdAt: number
}

export const PAGE = 50
const missedStatuses = ['busy', 'no-answer', 'cancelled'] as const

/** The newest first. */
export async function findCalls(store: Store, wanted: Wanted): Promise<ShownCall[]> {
  const { state, carrier, country, tenant, before } = wanted
  const rows = await selectShown(store)
    .$if(state === 'live', (calls) => calls.where('calls.progress', '<', ENDED))
    .$if(state === 'verified', (calls) => calls.where('challenges.status', '=', 'approved'))
    .$if(state === 'taken', (calls) => calls.where('calls.status', 'in', takenStatuses))
    .$if(state === 'not-taken', (calls) => calls.where('calls.status', 'in', missedStatuses))
    .$if(state === 'failed', (calls) => calls.where('calls.status', '=', 'failed'))
    .$if(!!carrier, (calls) => calls.where('calls.carrier', '=', carrier ?? ''))
    .$if(!!country, (calls) => calls.where('calls.country', '=', country ?? ''))
    .$if(!!tenant, (calls) => calls.where('calls.tenant_id', '=', tenant ?? ''))
    .$if(before !== undefined, (calls) => calls.where('calls.created_at', '<', before ?? 0))
    .orderBy('calls.created_at', 'desc')
    .orderBy('calls.id')
    .limit(PAGE)
    .execute()
  return rows.map(toShown)
}

export async function findShownCall(store: Store, id: string): Promise<ShownCall | null> {
  const row = await selectShown(store).where('calls.id', '=', id).executeTakeFirst()
  return row ? toShown(row) : null
}

function selectShown(store: Store) {
  return store
    .selectFrom('calls')
    .leftJoin('challenges', 'challenges.id', 'calls.made_for')
    .select(['calls.id', 'calls.tenant_id', 'calls.made_for', 'calls.status', 'calls.reason'])
    .select(['calls.carrier', 'calls.country', 'calls.talked_seconds', 'calls.price_micros'])
    .select(['calls.created_at', 'challenges.to_masked', 'challenges.status as outcome'])
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectShown>['execute']>>[number]

const ended: readonly string[] = callStatuses.slice(callStatuses.indexOf('completed'))

function toShown(row: Selected): ShownCall {
  return {
    ...{ id: row.id, tenantId: row.tenant_id, challengeId: row.made_for },
    ...{ to: row.to_masked ?? '', status: row.status, isLive: !ended.includes(row.status) },
    ...{ reason: row.reason, carrier: row.carrier, country: row.country },
    isVerified: row.outcome === 'approved',
    ...{ talkedSeconds: row.talked_seconds, priceMicros: row.price_micros },
    createdAt: row.created_at,
  }
}
