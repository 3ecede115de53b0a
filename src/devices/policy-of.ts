import { readPolicy, type TenantPolicy } from '../accounts/index.ts'
import type { Store } from '../store/index.ts'

/** The rules of the tenant that a device belongs to, as they are now. */
export async function policyOf(store: Store, tenantId: string): Promise<TenantPolicy> {
  const policy = await readPolicy(store, tenantId)
  if (!policy) throw new Error('Expected a factor to have a tenant')
  return policy
}
