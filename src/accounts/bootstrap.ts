import type { Store } from '../store/index.ts'
import { addApiKey, scopes } from './api-key.ts'
import { createTenant } from './tenant.ts'

export const BOOTSTRAP_TENANT = 'demo'

/** Gives an empty database its first tenant with this key; one that is in use stays as it is. */
export async function bootstrap(store: Store, key: string) {
  const anyone = await store.selectFrom('tenants').select('id').limit(1).executeTakeFirst()
  if (anyone && anyone.id !== BOOTSTRAP_TENANT) return
  // Both or neither: a tenant without its key would stay without one.
  await store.transaction().execute(async (within) => {
    const tenantId = BOOTSTRAP_TENANT
    const isNew = await createTenant(within, { id: tenantId, name: 'Demo' })
    if (isNew) await addApiKey(within, { tenantId, key, label: 'bootstrap', scopes })
  })
}
