import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'
import { lockLog } from './chain.ts'
import { blank } from './entry-hash.ts'
import { findMentions } from './find-mentions.ts'
import { type AuditEvent, type AuditKind, toRow } from './record-event.ts'

const AT_ONCE = 500

export interface Erasure {
  readonly tenantId: string
  /** Ids that events are about: of the user, its factors, challenges, calls and resets. */
  readonly abouts: readonly string[]
  /**
   * What may stand in a detail or as address: the user's id, keyed hashes of its numbers; ids of
   * factors are looked for anyway. It finds what other tables no longer know, such as challenges of
   * half a year ago.
   */
  readonly mentions?: readonly string[]
  readonly at: number
  readonly by?: Pick<AuditEvent, 'actor' | 'agent'>
}

/** About the tenant and who runs it: a user who is named like one of them takes none of it along. */
export const keptKinds: readonly AuditKind[] = [
  ...(['tenant.created', 'tenant.policy-changed', 'key.created', 'key.revoked'] as const),
  ...(['webhook.added', 'webhook.removed', 'notice.replayed', 'keys.rotated'] as const),
  ...(['audit.exported', 'audit.erased'] as const),
]

/**
 * Takes away what the log says of a person, in the transaction that does so everywhere else. What
 * stays of an entry names nobody, and the chain holds. The erasure is an entry of its own that says
 * how many others lost their content: nobody can take away more in its name. Returns how many did.
 * Held by `test/security/audit-erasure.test.ts`.
 */
export async function eraseFromAudit(within: Store, erasure: Erasure): Promise<number> {
  const { tenantId, at, by, mentions = [] } = erasure
  await lockLog(within, tenantId, { wait: true })
  const factors = erasure.abouts.filter((about) => about.startsWith('fa_'))
  const found = await findMentions(within, tenantId, [...mentions, ...factors])
  const id = newId('ev')
  const abouts = [...new Set([...erasure.abouts, ...found.abouts])]
  const erased = [
    ...(await erase(within, { tenantId, id, by: 'id', values: found.ids })),
    ...(await erase(within, { tenantId, id, by: 'about', values: abouts })),
  ]
  if (erased.length === 0) return 0
  const sealed = erased.filter((seq) => seq !== null)
  const first = sealed.reduce((least, seq) => Math.min(least, seq), Number.MAX_SAFE_INTEGER)
  const detail = { entries: sealed.length, first }
  const event: AuditEvent = { ...by, tenantId, at, kind: 'audit.erased', about: tenantId, detail }
  await within
    .insertInto('audit_events')
    .values({ ...toRow(event), id })
    .execute()
  return erased.length
}

interface Some {
  readonly tenantId: string
  /** Of the event that takes their content away. */
  readonly id: string
  readonly by: 'id' | 'about'
  readonly values: readonly string[]
}

/** Returns the place in the chain of each event that lost its content; null where it had none yet. */
async function erase(within: Store, { tenantId, id, by, values }: Some) {
  const erased: (number | null)[] = []
  for (let from = 0; from < values.length; from += AT_ONCE) {
    const rows = await within
      .updateTable('audit_events')
      .set({ ...blank, erased_by: id })
      .where('tenant_id', '=', tenantId)
      .where(by, 'in', values.slice(from, from + AT_ONCE))
      .where('kind', 'not in', keptKinds)
      .where('erased_by', 'is', null)
      .returning('seq')
      .execute()
    for (const { seq } of rows) erased.push(seq)
  }
  return erased
}
