import type { Route } from './document.ts'
import { idempotencyKey } from './headers.ts'
import type { OperationFacts } from './operations.ts'

/** A problem that follows from the shape of an operation. */
interface GeneralRefusal {
  readonly code: string
  applies(route: Route): boolean
}

const isApi = ({ path }: Route) => path.startsWith('/v1/')
const isChange = (route: Route) => isApi(route) && route.method !== 'get'
const isPost = (route: Route) => isApi(route) && route.method === 'post'
const hasId = (route: Route) => isApi(route) && route.path.includes('{')
const hasBody = (route: Route) => isApi(route) && route.operation.requestBody !== undefined

const generalRefusals: readonly GeneralRefusal[] = [
  { code: 'body-invalid', applies: hasBody },
  { code: 'request-invalid', applies: (route) => hasId(route) || isPost(route) },
  { code: 'key-invalid', applies: isApi },
  { code: 'scope-missing', applies: isApi },
  { code: 'not-found', applies: hasId },
  { code: 'in-progress', applies: isPost },
  { code: 'body-too-large', applies: hasBody },
  { code: 'media-type-unsupported', applies: hasBody },
  { code: 'idempotency-mismatch', applies: isPost },
  { code: 'store-unavailable', applies: isApi },
  { code: 'stopping', applies: isChange },
]

/** Every code that an operation can answer with, its own first. */
export function refusalsOf(route: Route, { refuses = [] }: OperationFacts): readonly string[] {
  const general = generalRefusals.filter(({ applies }) => applies(route)).map(({ code }) => code)
  return [...refuses, ...general]
}

export const isGeneral = (code: string) => generalRefusals.some((one) => one.code === code)

/** Every POST behind a key takes an idempotency key. */
export function sharedParameters(route: Route) {
  return isPost(route) ? [{ $ref: `#/components/parameters/${idempotencyKey.name}` }] : []
}
