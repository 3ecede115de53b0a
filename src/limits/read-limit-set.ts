import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { defaultLimits } from './default-limit-set.ts'
import type { LimitFault } from './limit-fault.ts'
import { type LimitSet, LimitSetSchema } from './limit-set.ts'
import { faultsOfSet } from './limit-set-faults.ts'

export type ReadLimits = { readonly limits: LimitSet } | { readonly faults: readonly LimitFault[] }

/** What somebody wrote becomes a limit set, or says why not. What is left out is as by default. */
export function readLimitSet(written: unknown): ReadLimits {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return { faults: [{ pointer: '', detail: 'must be an object' }] }
  const { rules: _, ...optional } = defaultLimits
  const whole = { ...optional, ...written }
  const ofShape = faultsOfShape(LimitSetSchema, whole)
  if (ofShape.length > 0) return { faults: ofShape }
  const limits = whole as LimitSet
  const faults = faultsOfSet(limits)
  return faults.length > 0 ? { faults } : { limits }
}

/** A whole list of nonsense says no more than its beginning. */
const MOST_FAULTS = 50

function faultsOfShape(schema: TSchema, written: unknown): LimitFault[] {
  const faults = new Map<string, string>()
  for (const error of Errors(schema, written)) {
    const detail = detailOf(error)
    for (const pointer of pointersOf(error)) if (!faults.has(pointer)) faults.set(pointer, detail)
  }
  return Array.from(faults, ([pointer, detail]) => ({ pointer, detail })).slice(0, MOST_FAULTS)
}

type ShapeError = ReturnType<typeof Errors>[number]

/** Points at a member that is too many or not there, not at the object around it. */
function pointersOf(error: ShapeError): string[] {
  const at = (name: string) => `${error.instancePath}/${name.slice(0, 64).replace(/[~/]/g, '_')}`
  if (error.keyword === 'required') return error.params.requiredProperties.map(at)
  if (error.keyword === 'additionalProperties') return error.params.additionalProperties.map(at)
  return [error.instancePath]
}

function detailOf({ keyword, instancePath, message }: ShapeError): string {
  if (keyword === 'required') return 'must be there'
  if (keyword === 'additionalProperties') return 'is nothing that is known here'
  return wordsOf(instancePath) ?? message
}

/** Where a pattern would be the answer. They never repeat what was written. */
const words: readonly (readonly [RegExp, string])[] = [
  [/\/(name|sharesWith|rule)$/, 'must be a name such as number-10m'],
  [/\/tenant$/, 'must be the id of a tenant'],
  [/\/until$/, 'must be a moment such as 2023-07-19T00:00:00+02:00'],
  [/\/number$/, 'must be a number such as +31612345678'],
  [/\/network$/, 'must be an address, or a network of /16 (IPv6: /32) or smaller'],
  [/\/country$/, 'must be an ISO 3166 code such as NL, or *'],
  [/\/reason$/, 'must be one line of 3 to 200 characters'],
]

function wordsOf(instancePath: string) {
  return words.find(([place]) => place.test(instancePath))?.[1]
}
