import type { Operation, Schema } from './document.ts'
import type { OperationFacts } from './operations/operation-facts.ts'

/** Gives a body an example: the one of the table, or one put together from its required fields. */
export function withRequestExample(
  { requestBody }: Operation,
  { requestExample }: OperationFacts,
): Pick<Operation, 'requestBody'> {
  const media = requestBody?.content['application/json']
  if (!requestBody || !media?.schema) return {}
  const example = requestExample ?? exampleFor(media.schema)
  return { requestBody: { ...requestBody, content: { 'application/json': { ...media, example } } } }
}

function exampleFor(schema: Schema): unknown {
  const { examples, const: only, enum: values, anyOf, properties = {}, required = [] } = schema
  const given = examples?.[0] ?? only ?? values?.[0]
  if (given !== undefined) return given
  if (anyOf?.[0]) return exampleFor(anyOf[0])
  if (schema.type !== 'object') return undefined
  const members = Object.entries(properties).filter(([name]) => required.includes(name))
  return Object.fromEntries(members.map(([name, member]) => [name, exampleFor(member)]))
}
