import { existsSync, readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

const specPath = '../shared/data/twilio-calls.prism.openapi.json'
export const hasSpec = existsSync(specPath)

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly headers: IncomingHttpHeaders
}

interface Operation {
  readonly parameters?: readonly { in: string; name: string; schema: object }[]
  readonly requestBody?: { content: Record<string, { schema: object }> }
}

/** What Twilio's own description of its API finds wrong with a request. */
export function createJudge(): (request: SeenRequest) => string[] {
  if (!hasSpec) return () => []
  const spec = JSON.parse(readFileSync(specPath, 'utf8'))
  // Everything in a form or a query is text, so numbers are read from it.
  const ajv = new Ajv({ strict: false, coerceTypes: true, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'spec', ...spec })
  for (const name of ['endpoint', 'http-method', 'phone-number', 'twiml']) {
    ajv.addFormat(name, name === 'http-method' ? /^(GET|POST)$/ : true)
  }

  return (request) => {
    const operation = operationFor(spec.paths, request)
    if (!operation) return [`no such operation: ${request.method}`]
    const complaints = [...authorizationOf(request)]
    const body = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema
    if (body) complaints.push(...contentTypeOf(request), ...check(ajv, body, request.form))
    const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
    const properties = Object.fromEntries(query.map(({ name, schema }) => [name, schema]))
    return [...complaints, ...check(ajv, { type: 'object', properties }, request.query)]
  }
}

function operationFor(paths: Record<string, Record<string, Operation>>, request: SeenRequest) {
  const found = Object.entries(paths).find(([template]) => {
    const pattern = template.replace(/\./g, '\\.').replace(/\{[^}]+\}/g, '[A-Z]{2}[0-9a-fA-F]{32}')
    return new RegExp(`^${pattern}$`).test(request.path)
  })
  return found?.[1][request.method.toLowerCase()]
}

/** The schema, and no field that it does not name: a misspelt one would pass otherwise. */
function check(ajv: Ajv, schema: object, fields: URLSearchParams): string[] {
  const resolved = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"spec#/'))
  const lists = (resolved.properties ?? {}) as Record<string, { type?: string }>
  const value: Record<string, string | string[]> = {}
  const complaints: string[] = []
  for (const name of new Set(fields.keys())) {
    const all = fields.getAll(name)
    if (!lists[name]) complaints.push(`unknown field: ${name}`)
    value[name] = lists[name]?.type === 'array' || all.length > 1 ? all : (all[0] ?? '')
  }
  const validate: ValidateFunction = ajv.compile(resolved)
  if (!validate(value)) complaints.push(ajv.errorsText(validate.errors))
  return complaints
}

function authorizationOf({ headers }: SeenRequest): string[] {
  return /^Basic [A-Za-z0-9+/]+=*$/.test(headers.authorization ?? '') ? [] : ['no authorization']
}

function contentTypeOf({ headers }: SeenRequest): string[] {
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded'
  return isForm ? [] : ['not a form']
}
