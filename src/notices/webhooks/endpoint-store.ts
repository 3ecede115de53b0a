import { sql, type UpdateObject } from 'kysely'
import { type AuditEvent, recordEvents } from '../../audit/index.ts'
import { locksRows } from '../../platform/database/row-locks.ts'
import { newId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Store, Tables } from '../../store/index.ts'
import type { EventType } from '../event-types.ts'
import {
  drawSecret,
  type Endpoint,
  type EndpointName,
  OLD_SECRET_MS,
  secretPurpose,
  toColumn,
  toEndpoint,
} from './endpoint.ts'

/** Every event of a tenant is written once for each of them. */
export const ENDPOINTS_MOST = 20

interface EndpointParts {
  readonly store: Store
  readonly keyring: Keyring
}

interface NewEndpoint {
  readonly tenantId: string
  readonly url: string
  readonly description: string
  readonly events: readonly EventType[] | null
}

/** Who does something, by the id of an API key or the name of a part of the service, and when. */
export interface Act {
  readonly by: string
  readonly at: number
}

/** An endpoint with its secret, which is shown this once. */
export interface WithSecret {
  readonly endpoint: Endpoint
  readonly secret: string
}

/** Null: the tenant has as many as it may have. */
export async function addEndpoint(
  { store, keyring }: EndpointParts,
  { tenantId, url, description, events }: NewEndpoint,
  act: Act,
): Promise<WithSecret | null> {
  const id = newId('wh')
  const secret = drawSecret()
  return store.transaction().execute(async (within) => {
    if ((await countAlone(within, tenantId)) >= ENDPOINTS_MOST) return null
    const row = await within
      .insertInto('webhook_endpoints')
      .values({
        id,
        tenant_id: tenantId,
        url,
        description,
        events: toColumn(events),
        secret_sealed: keyring.seal(secret, secretPurpose(id)),
        old_secret_sealed: null,
        old_secret_until: null,
        created_at: act.at,
        disabled_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await recordEvents(within, [toEvent('webhook.added', { tenantId, id }, act)])
    return { endpoint: toEndpoint(row), secret }
  })
}

/** While this transaction goes on, nobody else adds one to the tenant. */
async function countAlone(within: Store, tenantId: string) {
  await within
    .selectFrom('tenants')
    .select('id')
    .where('id', '=', tenantId)
    .$if(locksRows(within), (rows) => rows.forUpdate())
    .execute()
  const { endpoints } = await within
    .selectFrom('webhook_endpoints')
    .select(({ fn }) => fn.countAll<number | string>().as('endpoints'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return Number(endpoints)
}

export async function listEndpoints(store: Store, tenantId: string): Promise<Endpoint[]> {
  const rows = await store
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toEndpoint)
}

export interface EndpointChanges {
  readonly url?: string
  readonly description?: string
  readonly events?: readonly EventType[] | null
  readonly disabled?: boolean
}

/** Changes what `changes` names; null: there is no such endpoint. */
export async function changeEndpoint(
  store: Store,
  { tenantId, id }: EndpointName,
  { url, description, events, disabled }: EndpointChanges,
  act: Act,
): Promise<Endpoint | null> {
  return updateEndpoint(store, { tenantId, id }, act, {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(events !== undefined && { events: toColumn(events) }),
    // Since when it has been off stays what it is.
    ...(disabled === true && {
      disabled_at: sql<number>`coalesce(disabled_at, cast(${act.at} as bigint))`,
    }),
    ...(disabled === false && { disabled_at: null }),
  })
}

/** Draws a new secret; the one before signs as well for a day. */
export async function rotateSecret(
  { store, keyring }: EndpointParts,
  name: EndpointName,
  act: Act,
): Promise<WithSecret | null> {
  const secret = drawSecret()
  const endpoint = await updateEndpoint(store, name, act, {
    old_secret_sealed: sql<string>`secret_sealed`,
    old_secret_until: act.at + OLD_SECRET_MS,
    secret_sealed: keyring.seal(secret, secretPurpose(name.id)),
  })
  return endpoint && { endpoint, secret }
}

/** Its panel says that it is gone for good. */
export async function disableGone(store: Store, name: EndpointName, at: number) {
  await changeEndpoint(store, name, { disabled: true }, { by: 'notices', at })
}

/** What waited for it goes with it. */
export async function removeEndpoint(store: Store, { tenantId, id }: EndpointName, act: Act) {
  return store.transaction().execute(async (within) => {
    const removed = await within
      .deleteFrom('webhook_endpoints')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (removed) await recordEvents(within, [toEvent('webhook.removed', { tenantId, id }, act)])
    return removed !== undefined
  })
}

/** Wipes secrets that no longer sign. */
export async function forgetOldSecrets(store: Store, now: number) {
  await store
    .updateTable('webhook_endpoints')
    .set({ old_secret_sealed: null, old_secret_until: null })
    .where('old_secret_until', '<=', now)
    .execute()
}

async function updateEndpoint(
  store: Store,
  name: EndpointName,
  act: Act,
  changes: UpdateObject<Tables, 'webhook_endpoints'>,
): Promise<Endpoint | null> {
  return store.transaction().execute(async (within) => {
    const row = await within
      .updateTable('webhook_endpoints')
      .set(changes)
      .where('tenant_id', '=', name.tenantId)
      .where('id', '=', name.id)
      .returningAll()
      .executeTakeFirst()
    if (!row) return null
    await recordEvents(within, [toEvent('webhook.changed', name, act)])
    return toEndpoint(row)
  })
}

function toEvent(kind: EndpointEvent, { tenantId, id }: EndpointName, { by, at }: Act): AuditEvent {
  return { tenantId, at, kind, actor: by, about: id }
}

type EndpointEvent = 'webhook.added' | 'webhook.changed' | 'webhook.removed'
