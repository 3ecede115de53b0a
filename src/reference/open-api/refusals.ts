import type { Route } from './document.ts'
import { idempotencyKey, proof } from './headers.ts'
import type { OperationFacts } from './operations/operation-facts.ts'

type Applies = (route: Route, facts: OperationFacts) => boolean

const takesKey: Applies = (_route, { scope }) => scope !== undefined
const isChange: Applies = ({ method }) => method !== 'get'
const isRepeatable: Applies = (route, facts) =>
  takesKey(route, facts) && route.method === 'post' && !facts.keepsNoAnswer
const hasName: Applies = ({ path }) => path.includes('{')
/** Ids of ours; what has a name of the panel's own says itself what is not there. */
const hasId: Applies = ({ path }) => path.includes('{id}')
const hasParameter: Applies = ({ operation: { parameters = [] } }) =>
  parameters.some((one) => 'in' in one)
/** Reads or writes what is stored; what is for machines alone says so itself. */
const asksStores: Applies = ({ operation }) => !operation.tags?.includes('service')

/** Problems that follow from the shape of an operation. */
const generalRefusals: Readonly<Record<string, Applies>> = {
  'body-invalid': isChange,
  'request-invalid': (route, facts) => hasParameter(route, facts) || isRepeatable(route, facts),
  'key-invalid': takesKey,
  'device-unknown': (_route, { device = false }) => device,
  'scope-missing': takesKey,
  'not-found': hasId,
  'in-progress': isRepeatable,
  'body-too-large': isChange,
  'address-too-long': hasName,
  'media-type-unsupported': isChange,
  'idempotency-mismatch': isRepeatable,
  'internal-error': () => true,
  'store-unavailable': asksStores,
  stopping: isChange,
}

/** Every code that an operation can answer with, its own first. */
export function refusalsOf(route: Route, facts: OperationFacts): readonly string[] {
  const { refuses = [], needsProof = false } = facts
  const general = Object.entries(generalRefusals)
    .filter(([, applies]) => applies(route, facts))
    .map(([code]) => code)
  return [...(needsProof ? ['proof-needed'] : []), ...refuses, ...general]
}

export const isGeneral = (code: string) => Object.hasOwn(generalRefusals, code)

/** Every POST behind a key takes an idempotency key. */
export function sharedParameters(route: Route, facts: OperationFacts) {
  const { needsProof = false } = facts
  const shared = [
    ...(isRepeatable(route, facts) ? [idempotencyKey] : []),
    ...(needsProof ? [proof] : []),
  ]
  return shared.map(({ name }) => ({ $ref: `#/components/parameters/${name}` }))
}
