import { recordEvents } from '../audit/index.ts'
import type { Charge, Rule } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'

const HOUR_MS = 3_600_000
export const LONGEST_HOURS = 24

export interface NewExemption {
  readonly tenantId: string
  /** Keyed hash of the user or of the number. */
  readonly subject: string
  /** The API key, or the part of the service. */
  readonly by: string
  /** Who asked for it, as the tenant names its helpdesk. */
  readonly agent: string | null
  readonly reason: string
  readonly hours: number
  readonly at: number
}

export interface Exemption {
  readonly id: string
  readonly expiresAt: number
}

/** Lets one call past the limits that are in the way of this user, or of this number. */
export async function grantExemption(store: Store, wanted: NewExemption): Promise<Exemption> {
  const { tenantId, subject, by, agent, reason, hours, at } = wanted
  const id = newId('ex')
  const expiresAt = at + Math.min(hours, LONGEST_HOURS) * HOUR_MS
  await store.transaction().execute(async (within) => {
    await within
      .insertInto('exemptions')
      .values({
        ...{ id, tenant_id: tenantId, subject, granted_by: by, agent, reason },
        ...{ created_at: at, expires_at: expiresAt, used_at: null, used_by: null },
      })
      .execute()
    const detail = { reason, expiresAt }
    await recordEvents(within, [
      { tenantId, at, kind: 'exemption.granted', actor: by, agent, about: id, detail },
    ])
  })
  return { id, expiresAt }
}

interface Using {
  readonly tenantId: string
  readonly id: string
  readonly callId: string
  readonly at: number
}

/** Uses it up; false when it was used or has run out meanwhile. One statement decides. */
export async function useExemption(store: Store, using: Using): Promise<boolean> {
  const { tenantId, id, callId, at } = using
  return store.transaction().execute(async (within) => {
    const row = await within
      .updateTable('exemptions')
      .set({ used_at: at, used_by: callId })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .returning('id')
      .executeTakeFirst()
    if (!row) return false
    const detail = { callId }
    await recordEvents(within, [
      { tenantId, at, kind: 'exemption.used', actor: 'guard', about: id, detail },
    ])
    return true
  })
}

/** The call that used it was not made. */
export async function returnExemption(store: Store, { id, callId }: Pick<Using, 'id' | 'callId'>) {
  await store
    .updateTable('exemptions')
    .set({ used_at: null, used_by: null })
    .where('id', '=', id)
    .where('used_by', '=', callId)
    .execute()
}

/** What it does not set aside: money, lines, and what protects more than one user. */
const setAside: ReadonlySet<Rule['subject']> = new Set([
  ...(['number', 'user', 'factor', 'ip', 'ip-network', 'prefix', 'country'] as const),
])

export function withoutExempted(charges: readonly Charge[]): readonly Charge[] {
  return charges.filter(({ limit }) => !isSetAside(limit as Rule))
}

function isSetAside({ subject, counts }: Rule): boolean {
  return setAside.has(subject) && counts !== 'spend' && counts !== 'in-flight'
}

/** Blocks that an exemption sets aside. */
export const isBlockExempted = (scope: string) => scope === 'prefix' || scope === 'country'
