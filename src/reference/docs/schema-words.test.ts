import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import type { ApiDocument, Schema } from '../open-api/document.ts'
import { fieldsOf, typeOf } from './schema-words.ts'

const document = { components: { schemas: { Shared: Type.Object({ a: Type.String() }) } } }
const fields = (schema: Schema) => fieldsOf(document as unknown as ApiDocument, schema)

describe('the type of a schema, in words', () => {
  it.each<[Schema, string]>([
    [Type.String({ format: 'date-time' }), 'string (date-time)'],
    [Type.Union([Type.String(), Type.Null()]), 'string or null'],
    [Type.Union([Type.Literal('none'), Type.Literal('key')]), '"none" or "key"'],
    [Type.Array(Type.Integer()), 'array of integer'],
    [{ enum: ['a', 1] }, '"a" or 1'],
    [{ $ref: '#/components/schemas/Shared' }, 'Shared'],
    [{}, 'anything'],
  ])('%j', (schema, words) => {
    expect(typeOf(schema)).toBe(words)
  })
})

describe('the fields of a schema', () => {
  it('says which are required, and shows the first example', () => {
    const schema = Type.Object({
      to: Type.String({ description: 'Whom.', examples: ['06 12345678', '112'] }),
      gate: Type.Optional(Type.String()),
    })
    const [to, gate] = fields(schema)
    expect(to).toMatchObject({ required: true, description: 'Whom.', example: '06 12345678' })
    expect(gate).toMatchObject({ required: false, description: '', example: undefined })
  })

  it('looks inside what may be null, into lists, and through references', () => {
    const inner = Type.Object({ status: Type.String() })
    const call = Type.Union([inner, Type.Null()], { description: 'The call.' })
    const [field, list] = fields(Type.Object({ call, list: Type.Array(inner) }))
    expect(field).toMatchObject({ description: 'The call.', fields: [{ name: 'status' }] })
    expect(list?.fields).toMatchObject([{ name: 'status' }])
    expect(fields({ $ref: '#/components/schemas/Shared' })).toMatchObject([{ name: 'a' }])
  })

  it('fails on a reference that leads nowhere', () => {
    expect(() => fields({ $ref: '#/components/schemas/Nope' })).toThrow('Nope')
  })
})
