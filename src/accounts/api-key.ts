import { createHash, randomBytes } from 'node:crypto'
import { recordEvents } from '../audit/index.ts'
import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'
import { parsePolicy, type TenantPolicy } from './policy.ts'

/** What a key may be used for: the panel, those who help its users, those who set its rules. */
export const scopes = ['challenges', 'helpdesk', 'ops'] as const
export type Scope = (typeof scopes)[number]

/** Who asks: the tenant behind an API key, and what the key may do. */
export interface Caller {
  readonly keyId: string
  readonly tenantId: string
  readonly policy: TenantPolicy
  readonly scopes: readonly Scope[]
}

export function drawApiKey() {
  return `bel_${randomBytes(24).toString('base64url')}`
}

interface NewApiKey {
  readonly tenantId: string
  readonly key: string
  readonly label: string
  readonly scopes: readonly Scope[]
}

/** Stores a key's digest. The key itself is known to its holder alone. A known key stays as it is. */
export async function addApiKey(store: Store, { tenantId, key, label, scopes }: NewApiKey) {
  const id = newId('key')
  const at = Date.now()
  const added = await store
    .insertInto('api_keys')
    .values({
      id,
      tenant_id: tenantId,
      label,
      digest: digestOf(key),
      scopes: scopes.join(' '),
      created_at: at,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) await recordEvents(store, [{ tenantId, at, kind: 'key.created', about: id }])
  return id
}

/** True when there was such a key and it worked until now. */
export async function revokeApiKey(store: Store, id: string) {
  const at = Date.now()
  const revoked = await store
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('tenant_id')
    .executeTakeFirst()
  if (!revoked) return false
  await recordEvents(store, [{ tenantId: revoked.tenant_id, at, kind: 'key.revoked', about: id }])
  return true
}

export async function listApiKeys(store: Store) {
  return store
    .selectFrom('api_keys')
    .select(['id', 'tenant_id', 'label', 'scopes', 'created_at', 'revoked_at'])
    .orderBy('created_at')
    .execute()
}

export async function findCaller(store: Store, key: string): Promise<Caller | null> {
  const row = await store
    .selectFrom('api_keys')
    .innerJoin('tenants', 'tenants.id', 'api_keys.tenant_id')
    .select(['api_keys.id', 'api_keys.scopes', 'tenant_id', 'policy'])
    .where('digest', '=', digestOf(key))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    keyId: row.id,
    tenantId: row.tenant_id,
    policy: parsePolicy(row.policy),
    scopes: row.scopes.split(' ') as Scope[],
  }
}

/** Plain SHA-256: a key has 192 random bits, or 32 characters of its owner's choice. */
export function digestOf(key: string) {
  return createHash('sha256').update(key).digest('base64url')
}
