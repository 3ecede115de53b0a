import { type AuditKind, recordEvents } from '../audit/index.ts'
import type { Store } from '../store/index.ts'

interface Act {
  readonly kind: Extract<AuditKind, `operator.${string}`>
  /** The operator, or the keyed hash of a name that nobody has. */
  readonly about: string
  readonly at: number
  /** Another operator's id, or a word for where it was done. */
  readonly actor: string
  readonly ip?: string | undefined
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** In the log of the tenant that runs the service: operators belong to no other. */
export async function noteAct(within: Store, act: Act): Promise<void> {
  const tenantId = await operatorTenant(within)
  if (tenantId === null) throw new Error('There is no tenant yet: make one, or start the service')
  await recordEvents(within, [{ tenantId, ...act }])
}

export async function operatorTenant(store: Store): Promise<string | null> {
  const row = await store
    .selectFrom('tenants')
    .select('id')
    .orderBy('is_operator', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
