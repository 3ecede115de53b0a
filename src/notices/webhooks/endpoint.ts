import { randomBytes } from 'node:crypto'
import type { Store, Tables } from '../../store/index.ts'
import { type EventType, eventTypes } from '../event-types.ts'

/** How long the secret before still signs: enough to bring the new one to every server. */
export const OLD_SECRET_MS = 24 * 3_600_000

export type EndpointRow = Tables['webhook_endpoints']

/** Where a panel listens. */
export interface Endpoint {
  readonly id: string
  readonly tenantId: string
  readonly url: string
  readonly description: string
  /** Null: all. */
  readonly events: readonly EventType[] | null
  readonly secretSealed: string
  readonly oldSecretSealed: string | null
  readonly oldSecretUntil: number | null
  readonly createdAt: number
  readonly disabledAt: number | null
}

export function toEndpoint(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    url: row.url,
    description: row.description,
    events: row.events === null ? null : toEvents(row.events),
    secretSealed: row.secret_sealed,
    oldSecretSealed: row.old_secret_sealed,
    oldSecretUntil: row.old_secret_until,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  }
}

/** Each type between spaces, so that `like` finds it whole. */
export function toColumn(events: readonly EventType[] | null) {
  return events === null ? null : ` ${[...new Set(events)].join(' ')} `
}

/** In the order of the list; a type that is no longer sent is left out. */
function toEvents(column: string) {
  return eventTypes.filter((type) => column.includes(` ${type} `))
}

/** 256 bits: the specification asks for 192 to 512. */
export function drawSecret() {
  return `whsec_${randomBytes(32).toString('base64')}`
}

export const secretPurpose = (endpointId: string) => `webhook:${endpointId}:secret`

export async function findEndpoint(store: Store, { tenantId, id }: EndpointName) {
  const row = await store
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toEndpoint(row) : null
}

export interface EndpointName {
  readonly tenantId: string
  readonly id: string
}
