import type { Static } from 'typebox'
import { Errors } from 'typebox/value'
import {
  type FaultDetail,
  type LimitFault,
  type LimitSet,
  readLimitSet,
  toFaultDetail,
} from '../limits/index.ts'
import { ChangeBody } from './limit-schemas.ts'

type Written = Omit<Static<typeof ChangeBody>, 'limits'>

export interface ReadChange extends Written {
  readonly limits: LimitSet
}

/** All that can be wrong with a change is said at once, with pointers into the body. */
export function readChange(
  body: unknown,
): { readonly change: ReadChange } | { readonly faults: readonly FaultDetail[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { faults: [{ pointer: '#', detail: 'must be an object' }] }
  const { limits, ...rest } = body as { readonly limits?: unknown }
  const read = readLimitSet(limits)
  const faults = [
    ...faultsOfRest(rest),
    ...('faults' in read ? read.faults.map(below('#/limits')) : []),
  ]
  if (faults.length > 0 || 'faults' in read) return { faults }
  return { change: { ...(rest as Written), limits: read.limits } }
}

const below = (place: string) => (fault: LimitFault) =>
  toFaultDetail({ ...fault, pointer: `${place}${fault.pointer}` })

function faultsOfRest(rest: object): FaultDetail[] {
  const { limits: _, ...properties } = ChangeBody.properties
  const faults = new Map<string, string>()
  for (const [name, schema] of Object.entries(properties)) {
    const value = (rest as Readonly<Record<string, unknown>>)[name]
    if (value === undefined && name !== 'reason') continue
    if (value === undefined || Errors(schema, value).length > 0)
      faults.set(`#/${name}`, detailOf[name as keyof typeof detailOf])
  }
  for (const name of Object.keys(rest))
    if (!Object.hasOwn(properties, name))
      faults.set(`#/${name.slice(0, 64).replace(/[~/]/g, '_')}`, 'is nothing that is known here')
  return Array.from(faults, ([pointer, detail]) => ({ pointer, detail }))
}

const detailOf = {
  reason: 'must be one line of 3 to 200 characters',
  version: 'must be the number of a version',
}
