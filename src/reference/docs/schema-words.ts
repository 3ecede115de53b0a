import type { ApiDocument, Schema } from '../open-api/document.ts'
import { resolve } from '../open-api/walk-document.ts'

export interface Field {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
  readonly example: unknown
  readonly fields: readonly Field[]
}

/** The fields of an object, and theirs: what a reader wants to know of a schema. */
export function fieldsOf(document: ApiDocument, written: Schema): readonly Field[] {
  const schema = withoutNull(resolve<Schema>(document, written as Schema & { $ref: string }))
  if (schema.items) return fieldsOf(document, schema.items)
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).map(([name, member]) => ({
    name,
    type: typeOf(member),
    required: required.includes(name),
    description: member.description ?? withoutNull(member).description ?? '',
    example: member.examples?.[0],
    fields: fieldsOf(document, member),
  }))
}

/** The type in words that fit on a line: `string (date-time) or null`, `"none" or "key"`. */
export function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.items) return `array of ${typeOf(schema.items)}`
  const type = [schema.type ?? 'anything'].flat().join(' or ')
  return schema.format ? `${type} (${schema.format})` : type
}

/** `anyOf` of something and null: the something. */
function withoutNull(schema: Schema): Schema {
  const [only, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  return only && others.length === 0 ? only : schema
}
