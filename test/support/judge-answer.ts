import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type {
  ApiDocument,
  Route,
  Answer as Written,
} from '../../src/reference/open-api/document.ts'
import { resolve, routesOf } from '../../src/reference/open-api/walk-document.ts'

export interface Asked {
  readonly method: string
  /** Without the query. */
  readonly path: string
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly text: string
}

export interface Judge {
  /** What an answer is that the document does not say. Nothing where it is about another address. */
  complaintsOf(asked: Asked, answered: Answered): string[]
  /** Why a value does not fit a schema of the document; null when it does. */
  misfit(schema: AnySchema, value: unknown): string | null
}

/** Header fields that mean something to a client: none is sent that the document does not name. */
const telling = [
  ...['retry-after', 'ratelimit', 'ratelimit-policy', 'location'],
  ...['www-authenticate', 'idempotency-replayed', 'preference-applied'],
]

/** What any address can answer that is none, or takes another method. */
const notThere = ['not-found', 'method-not-allowed', 'request-invalid']

const problemSchema = { $ref: '#/components/schemas/Problem' }

/** Holds answers to what the service's own OpenAPI document says of them. */
export function createJudge(document: ApiDocument): Judge {
  const misfit = createFitting(document)
  const find = createFinder(document)

  function complaintsOf(asked: Asked, answered: Answered): string[] {
    const found = find(asked)
    if (found === 'elsewhere') return []
    if (found === 'not-there') return withoutOperation(answered)
    const written = found.operation.responses[answered.status]
    if (!written) return [`the status ${answered.status} is not in the document`]
    if (answered.status === 500) return ['500 is a bug of ours']
    const answer = resolve<Written>(document, written)
    return [...headersNotIn(answer, answered), ...bodyNotIn(answer, answered)]
  }

  function withoutOperation({ status, body }: Answered): string[] {
    const { code = 'no code' } = (body ?? {}) as { code?: string }
    return notThere.includes(code) ? problemFaults(status, body) : [`${status} ${code}`]
  }

  function bodyNotIn({ content }: Written, { status, headers, body, text }: Answered): string[] {
    if (!content) return text === '' ? [] : [`${status} has no body, and this one has: ${text}`]
    const type = headers.get('content-type')?.split(';')[0] ?? 'no content type'
    const media = content[type]
    if (!media?.schema) return [`${status} as ${type} is not in the document`]
    if (type === 'application/problem+json')
      return [...problemFaults(status, body), ...codeNotIn(media.examples ?? {}, body)]
    const fault = misfit(media.schema, body)
    return fault === null ? [] : [fault]
  }

  function problemFaults(status: number, body: unknown): string[] {
    const fault = misfit(problemSchema, body)
    if (fault !== null) return [fault]
    const problem = body as { status: number; code: string; type: string }
    return [
      ...(problem.status === status ? [] : [`the problem says it is ${problem.status}`]),
      ...(problem.type.endsWith(`/problems/${problem.code}`) ? [] : [`type ${problem.type}`]),
    ]
  }

  /** Its members are those of the example, or fewer. */
  function codeNotIn(examples: Readonly<Record<string, unknown>>, body: unknown): string[] {
    const { code } = body as { code: string }
    if (!Object.hasOwn(examples, code)) return [`${code} is no problem of this operation`]
    const { value } = document.components.examples[code] ?? {}
    const known = Object.keys(value as object)
    const others = Object.keys(body as object).filter((name) => !known.includes(name))
    return others.map((name) => `${code} has a member ${name} that is not explained`)
  }

  return { complaintsOf, misfit }
}

/** Fails where the document does not say that this is answered. */
export function expectDocumented(judge: Judge, asked: Asked, answered: Answered) {
  const complaints = judge.complaintsOf(asked, answered)
  if (complaints.length === 0) return
  const what = `${asked.method} ${asked.path} is not answered as the OpenAPI document says`
  throw new Error(`${what}:\n${complaints.join('\n')}\n${answered.status} ${answered.text}`)
}

function headersNotIn({ headers = {} }: Written, answered: Answered): string[] {
  const named = Object.keys(headers).map((name) => name.toLowerCase())
  return telling
    .filter((name) => answered.headers.has(name) && !named.includes(name))
    .map((name) => `${answered.status} sends the header ${name}, which is not in the document`)
}

type Found = Route | 'not-there' | 'elsewhere'

function createFinder(document: ApiDocument): (asked: Asked) => Found {
  const routes = routesOf(document)
    .map((route) => ({ ...route, pattern: toPattern(route.path) }))
    // An address that is written out is not one with a name in it.
    .sort((one, other) => Number(one.path.includes('{')) - Number(other.path.includes('{')))

  return ({ method, path }) => {
    const found = routes.find(
      (route) => route.method === method.toLowerCase() && route.pattern.test(path),
    )
    if (found) return found
    const isOurs = /^\/(v1|device)(\/|$)/.test(path)
    return isOurs || routes.some(({ pattern }) => pattern.test(path)) ? 'not-there' : 'elsewhere'
  }
}

function toPattern(path: string) {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, '[^/]+')}$`)
}

const HOME = 'https://document.test/'

/** Every schema is compiled when it is first needed, and once. */
function createFitting(document: ApiDocument): Judge['misfit'] {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: HOME, components: { schemas: closed(document.components.schemas) } })
  const compiled = new Map<AnySchema, ValidateFunction>()

  const compile = (schema: AnySchema) => {
    const absolute = JSON.stringify(closed(schema)).replaceAll('"#/', `"${HOME}#/`)
    const validate = ajv.compile(JSON.parse(absolute))
    compiled.set(schema, validate)
    return validate
  }
  return (schema, value) => {
    const validate = compiled.get(schema) ?? compile(schema)
    if (validate(value)) return null
    return `${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`
  }
}

/** We answer with no field that the document does not name; its readers must not rely on that. */
function closed<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (_name, part) =>
    part?.type === 'object' && part.properties && part.additionalProperties === undefined
      ? { ...part, additionalProperties: false }
      : part,
  )
}
