import type { Store } from '../store/index.ts'

/** Where the share of verified challenges is looked at. */
export interface ShareScope {
  readonly scope: 'prefix' | 'country' | 'tenant' | 'carrier'
  /** Of a carrier: of all tenants together. */
  readonly tenantId: string
  readonly subject: string
}

export interface Share {
  readonly ended: number
  readonly verified: number
}

/** A challenge may take several calls; beyond these nothing is looked at. */
const CALLS_PER_CHALLENGE = 3

/** Of the newest challenges that ended and began after `since`, by their calls. */
export async function verifiedShare(
  store: Store,
  { scope, tenantId, subject }: ShareScope,
  { since, most }: { readonly since: number; readonly most: number },
): Promise<Share> {
  const column = { prefix: 'prefix_subject', country: 'country', carrier: 'carrier' } as const
  const newest = store
    .selectFrom('calls')
    .select('made_for')
    .where('created_at', '>', since)
    .$if(scope !== 'carrier', (calls) => calls.where('tenant_id', '=', tenantId))
    .$if(scope !== 'tenant', (calls) =>
      calls.where(column[scope as keyof typeof column], '=', subject),
    )
    .orderBy('created_at', 'desc')
    .limit(most * CALLS_PER_CHALLENGE)
  const rows = await store
    .selectFrom('challenges')
    .select('status')
    .where('id', 'in', store.selectFrom(newest.as('newest')).select('newest.made_for'))
    .where('status', '<>', 'open')
    .orderBy('closed_at', 'desc')
    .limit(most)
    .execute()
  const verified = rows.filter(({ status }) => status === 'approved').length
  return { ended: rows.length, verified }
}

/** Where challenges with calls ended since then: nothing else can have changed. */
export async function scopesEndedSince(store: Store, since: number): Promise<ShareScope[]> {
  const rows = await store
    .selectFrom('challenges')
    .innerJoin('calls', 'calls.made_for', 'challenges.id')
    .select(['calls.tenant_id', 'calls.prefix_subject', 'calls.country', 'calls.carrier'])
    .distinct()
    .where('challenges.closed_at', '>', since)
    // The condition of the index on `closed_at`.
    .where('challenges.to_masked', '<>', '')
    .execute()
  const found = rows.flatMap(({ tenant_id: tenantId, prefix_subject, country, carrier }) => [
    ...scopeOf('prefix', tenantId, prefix_subject),
    ...scopeOf('country', tenantId, country),
    ...scopeOf('tenant', tenantId, tenantId),
    ...scopeOf('carrier', '', carrier),
  ])
  const unique = new Map(found.map((one) => [`${one.scope} ${one.tenantId} ${one.subject}`, one]))
  return [...unique.values()]
}

function scopeOf(scope: ShareScope['scope'], tenantId: string, subject: string | null) {
  return subject === null ? [] : [{ scope, tenantId, subject }]
}
