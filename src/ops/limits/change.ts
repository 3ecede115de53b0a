import {
  type ChangeResult,
  changeLimits,
  type LimitSetParts,
  readLimits,
  type StoredLimits,
} from '../../guard/index.ts'
import type { LimitSet } from '../../limits/index.ts'
import { operatorTenant } from '../../operators/index.ts'
import type { OpsParts } from '../parts.ts'

export function limitSetParts({ operators, signals }: OpsParts) {
  const parts: LimitSetParts = { store: operators.store, keyring: operators.keyring }
  return { ...parts, signals }
}

export async function currentLimits(parts: OpsParts): Promise<StoredLimits> {
  const stored = await readLimits(limitSetParts(parts))
  if (!stored) throw new Error('There are no limits')
  return stored
}

interface Change {
  readonly limits: LimitSet
  /** The operator. */
  readonly author: string
  readonly reason: string
  /** What the operator looked at. */
  readonly basedOn: number
  readonly restoredFrom?: number
}

export async function putLimits(parts: OpsParts, change: Change): Promise<ChangeResult> {
  const { store, clock } = parts.operators
  const tenantId = await operatorTenant(store)
  if (tenantId === null) throw new Error('There is no tenant')
  return changeLimits(limitSetParts(parts), { ...change, tenantId, at: clock.now() })
}

/** A rule that counts and never refuses, or one that refuses again. */
export function withMode(limits: LimitSet, name: string, mode: 'shadow' | 'enforced'): LimitSet {
  const rules = limits.rules.map((rule) => {
    if (rule.name !== name) return rule
    const { mode: _, ...rest } = rule
    return mode === 'shadow' ? { ...rest, mode } : rest
  })
  return { ...limits, rules }
}

export type Override = LimitSet['overrides'][number]

/** The newest of one tenant and rule counts, and those that are over go. */
export function withOverride(limits: LimitSet, override: Override, now: number): LimitSet {
  const others = limits.overrides.filter(
    ({ tenant, rule, until }) =>
      !(tenant === override.tenant && rule === override.rule) &&
      (until === undefined || Date.parse(until) > now),
  )
  return { ...limits, overrides: [...others, override] }
}
