import { Type } from 'typebox'
import { LONGEST_HOURS } from './exemptions.ts'

const moment = (description: string) => Type.String({ format: 'date-time', description })

export const RefusalParams = Type.Object({
  reference: Type.String({
    maxLength: 32,
    pattern: '^[^\\u0000-\\u001f]+$',
    description: 'As the user reads it out; capitals, dashes and spaces do not count.',
    examples: ['K7-42-MP'],
  }),
})

const AskedRule = Type.Object({
  rule: Type.String({ description: 'Its name, as in the limits.' }),
  used: Type.Number({
    description: 'Of its quota, when it was asked; in euros where it is one on spend.',
  }),
  quota: Type.Number(),
  shadowRefused: Type.Boolean({ description: 'It would have refused, but it is in shadow.' }),
})

export const ExplainedRefusalAnswer = Type.Object({
  reference: Type.String({ examples: ['K7-42-MP'] }),
  kind: Type.Unsafe<'call' | 'push' | 'code'>({
    ...{ type: 'string', enum: ['call', 'push', 'code'] },
    description: 'A call, a message to an app, or a code that was not looked at.',
  }),
  limit: Type.String({ description: 'What refused it: a rule, a stop or a block.' }),
  at: moment('When it was refused.'),
  until: moment('When it was to be possible again, at the earliest.'),
  over: Type.Boolean({ description: 'That moment has passed.' }),
  rules: Type.Array(AskedRule, {
    description: 'Every rule that was asked; none where a stop or a block came first.',
  }),
})

const text = (most: number, description: string) =>
  Type.String({
    ...{ minLength: 1, maxLength: most, description },
    pattern: '^[^\\p{C}\\p{Zl}\\p{Zp}]*[\\p{L}\\p{N}][^\\p{C}\\p{Zl}\\p{Zp}]*$',
  })

const grant = {
  calls: Type.Optional(Type.Literal(1, { description: 'One exemption is one call.' })),
  hours: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: LONGEST_HOURS,
      description: 'Until it runs out; 1 unless it says otherwise.',
    }),
  ),
  reason: Type.String({
    ...{ minLength: 3, maxLength: 500, pattern: '\\S\\s*\\S\\s*\\S' },
    description: 'Why, for the audit log. A phone number in it is not kept.',
    examples: ['Called back on the number we know.'],
  }),
  agent: Type.Optional(text(100, 'Who at the helpdesk asks for it, as your panel knows them.')),
}

export const ExemptionBody = Type.Object(
  {
    userId: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
        description: 'Past what is in the way of this user, by the id that your panel uses.',
      }),
    ),
    number: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 32, pattern: '^[0-9 +().-]+$', examples: ['06 12345678'] },
        description: 'Past what is in the way of this number. Either this or `userId`.',
      }),
    ),
    ...grant,
  },
  { additionalProperties: false },
)

export const ExemptionAnswer = Type.Object({
  id: Type.String({ examples: [`ex_${'0'.repeat(40)}`] }),
  calls: Type.Literal(1),
  expiresAt: moment('Unused by then, it is void.'),
})
