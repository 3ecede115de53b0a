import type { Answer, Media, Operation, Schema } from './document.ts'
import { headersOf } from './headers.ts'
import type { OperationFacts, SuccessFacts } from './operations/operation-facts.ts'

type Schemas = Record<string, Schema>

/** The good answers of an operation, by status: what its route says, and what the table adds. */
export function successAnswers(
  operation: Operation,
  facts: OperationFacts,
  schemas: Schemas,
): Record<string, Answer> {
  const { success, accepted, limitsShownOn } = facts
  const all = accepted ? [success, accepted] : [success]
  const answers = all.map((one) => [one.status, toAnswer(operation, one, schemas, limitsShownOn)])
  return Object.fromEntries(answers)
}

function toAnswer(
  operation: Operation,
  success: SuccessFacts,
  schemas: Schemas,
  limitsShownOn: readonly number[] = [],
): Answer {
  const { status, description, headers = [] } = success
  const limits = limitsShownOn.includes(status) ? (['RateLimitPolicy', 'RateLimit'] as const) : []
  const answer = { description, ...headersOf([...headers, ...limits]) }
  return hasNoBody(status) ? answer : { ...answer, content: contentOf(operation, success, schemas) }
}

/** RFC 9110 section 15.3.5. */
const hasNoBody = (status: number) => status === 204

function contentOf(
  { responses }: Operation,
  success: SuccessFacts,
  schemas: Schemas,
): Record<string, Media> {
  const { status, mediaType = 'application/json', example, alsoAs = {} } = success
  const written = responses[status]
  const content = written && 'content' in written ? written.content : undefined
  const schema = shared(content?.['application/json']?.schema, success.schema, schemas)
  const others = Object.entries(alsoAs).map(([type, text]) => [type, asText(text)])
  return {
    [mediaType]: {
      schema: schema ?? { type: mediaType === 'application/json' ? 'object' : 'string' },
      ...(example !== undefined && { example }),
    },
    ...Object.fromEntries(others),
  }
}

const asText = (example: string): Media => ({ schema: { type: 'string' }, example })

/** Moves a schema among the components, so that equal answers have one name. */
function shared(
  schema: Schema | undefined,
  name: string | undefined,
  schemas: Schemas,
): Schema | undefined {
  if (!schema || !name) return schema
  const other = schemas[name]
  if (other && JSON.stringify(other) !== JSON.stringify(schema))
    throw new Error(`Two different schemas are both named ${name}`)
  schemas[name] = schema
  return { $ref: `#/components/schemas/${name}` }
}
