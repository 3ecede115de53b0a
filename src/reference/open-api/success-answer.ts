import type { Answer, Operation, Schema } from './document.ts'
import { headersOf } from './headers.ts'
import type { OperationFacts } from './operations.ts'

/** The one good answer of an operation: what its route says, and what the table adds. */
export function successAnswer(
  { responses }: Operation,
  { success, limitsShownOn = [] }: OperationFacts,
  schemas: Record<string, Schema>,
): Answer {
  const { status, description, mediaType = 'application/json', example } = success
  const written = responses[status]
  const content = written && 'content' in written ? written.content : undefined
  const schema = shared(content?.['application/json']?.schema, success.schema, schemas)
  const limits = limitsShownOn.includes(status) ? (['RateLimitPolicy', 'RateLimit'] as const) : []
  return {
    description,
    ...headersOf([...(success.headers ?? []), ...limits]),
    content: {
      [mediaType]: {
        schema: schema ?? { type: mediaType === 'application/json' ? 'object' : 'string' },
        ...(example !== undefined && { example }),
      },
    },
  }
}

/** Moves a schema among the components, so that equal answers have one name. */
function shared(
  schema: Schema | undefined,
  name: string | undefined,
  schemas: Record<string, Schema>,
): Schema | undefined {
  if (!schema || !name) return schema
  const other = schemas[name]
  if (other && JSON.stringify(other) !== JSON.stringify(schema))
    throw new Error(`Two different schemas are both named ${name}`)
  schemas[name] = schema
  return { $ref: `#/components/schemas/${name}` }
}
