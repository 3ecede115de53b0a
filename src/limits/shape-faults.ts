import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import type { LimitFault, Said, WrittenType } from './limit-fault.ts'

/** A whole list of nonsense says no more than its beginning. */
const MOST_FAULTS = 50

/** What a schema has against something, one fault for each place. */
export function faultsOfShape(schema: TSchema, written: unknown): LimitFault[] {
  const faults = new Map<string, Said>()
  for (const error of Errors(schema, written))
    for (const pointer of pointersOf(error))
      if (!faults.has(pointer)) faults.set(pointer, toSaid(error))
  return Array.from(faults, ([pointer, said]) => ({ pointer, said })).slice(0, MOST_FAULTS)
}

type ShapeError = ReturnType<typeof Errors>[number]

/** Points at a member that is too many or not there, not at the object around it. */
function pointersOf(error: ShapeError): string[] {
  const at = (name: string) => `${error.instancePath}/${name.slice(0, 64).replace(/[~/]/g, '_')}`
  if (error.keyword === 'required') return error.params.requiredProperties.map(at)
  if (error.keyword === 'additionalProperties') return error.params.additionalProperties.map(at)
  return [error.instancePath]
}

function toSaid(error: ShapeError): Said {
  if (error.keyword === 'required') return { kind: 'missing' }
  // A member that may not be there is `boolean` at its own place: the schema of it is false.
  if (['additionalProperties', 'boolean'].includes(error.keyword)) return { kind: 'unknown' }
  return saidOf(error.instancePath) ?? ofKeyword(error)
}

/** Where a pattern would be the answer. */
const byPlace: readonly (readonly [RegExp, Said])[] = [
  [/\/(name|sharesWith|rule)$/, { kind: 'no-rule-name' }],
  [/\/tenant$/, { kind: 'no-tenant' }],
  [/\/until$/, { kind: 'no-moment' }],
  [/\/number$/, { kind: 'no-number' }],
  [/\/network$/, { kind: 'no-network' }],
  [/\/country$/, { kind: 'no-country' }],
  [/\/reason$/, { kind: 'no-reason' }],
]

function saidOf(instancePath: string) {
  return byPlace.find(([place]) => place.test(instancePath))?.[1]
}

function ofKeyword(error: ShapeError): Said {
  switch (error.keyword) {
    case 'type':
      return { kind: 'other-type', type: error.params.type as WrittenType }
    case 'enum':
      return { kind: 'no-choice', choices: error.params.allowedValues.map(String) }
    case 'minimum':
      return { kind: 'too-low', least: Number(error.params.limit) }
    case 'exclusiveMinimum':
      return { kind: 'not-above', above: Number(error.params.limit) }
    case 'maximum':
      return { kind: 'too-high', most: Number(error.params.limit) }
    case 'minItems':
      return { kind: 'too-few', least: error.params.limit }
    case 'maxItems':
      return { kind: 'too-many', most: error.params.limit }
    case 'uniqueItems':
      return { kind: 'repeats' }
    default:
      return { kind: 'unusable' }
  }
}
