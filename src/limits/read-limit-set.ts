import { defaultLimits } from './default-limit-set.ts'
import { fault, type LimitFault } from './limit-fault.ts'
import { type LimitSet, LimitSetSchema } from './limit-set.ts'
import { faultsOfSet } from './limit-set-faults.ts'
import { faultsOfShape } from './shape-faults.ts'

export type ReadLimits = { readonly limits: LimitSet } | { readonly faults: readonly LimitFault[] }

/** What somebody wrote becomes a limit set, or says why not. What is left out is as by default. */
export function readLimitSet(written: unknown): ReadLimits {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return { faults: fault('', { kind: 'no-object' }) }
  const { rules: _, ...optional } = defaultLimits
  const whole = { ...optional, ...written }
  const ofShape = faultsOfShape(LimitSetSchema, whole)
  if (ofShape.length > 0) return { faults: ofShape }
  const limits = whole as LimitSet
  const faults = faultsOfSet(limits)
  return faults.length > 0 ? { faults } : { limits }
}
