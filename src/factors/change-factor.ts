import type { Store } from '../store/index.ts'
import { type Factor, mayLead } from './factor.ts'
import { type By, recordFactors } from './factor-event.ts'
import { type FactorKey, findFactor } from './factor-store.ts'

interface FactorChange extends FactorKey {
  readonly label?: string
  /** Makes it the one that logins begin with. */
  readonly primary?: true
  readonly now: number
  readonly by?: By
}

export type ChangeResult =
  | { readonly outcome: 'changed'; readonly factor: Factor }
  | { readonly outcome: 'unknown' }
  /** Not confirmed, disabled, or a set of recovery codes. */
  | { readonly outcome: 'cannot-lead' }

/** Within a transaction. Only the fields that are named change. */
export async function changeFactor(within: Store, change: FactorChange): Promise<ChangeResult> {
  const { label, primary, now, by } = change
  const factor = await findFactor(within, change)
  if (!factor) return { outcome: 'unknown' }
  if (primary && !(await makePrimary(within, factor))) return { outcome: 'cannot-lead' }
  if (label !== undefined)
    await within.updateTable('factors').set({ label }).where('id', '=', factor.id).execute()
  const what = { ...(primary && { primary }), ...(label !== undefined && { relabelled: true }) }
  await recordFactors(within, 'factor.changed', {
    ...{ factors: [factor], now, by },
    detail: what,
  })
  return { outcome: 'changed', factor: { ...factor, label: label ?? factor.label } }
}

/**
 * One statement: it goes before all others and nothing else moves, so that two who change the order
 * at once leave an order.
 */
async function makePrimary(within: Store, factor: Factor): Promise<boolean> {
  if (!mayLead(factor)) return false
  const { numUpdatedRows } = await within
    .updateTable('factors')
    .set(({ selectFrom }) => ({
      position: selectFrom('factors as other')
        .select(({ eb, fn, val }) =>
          fn.coalesce(eb(fn.min('other.position'), '-', 1), val(0)).as('before'),
        )
        .whereRef('other.tenant_id', '=', 'factors.tenant_id')
        .whereRef('other.user_id', '=', 'factors.user_id')
        .whereRef('other.id', '!=', 'factors.id')
        .where('other.confirmed_at', 'is not', null),
    }))
    .where('id', '=', factor.id)
    .where('confirmed_at', 'is not', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
