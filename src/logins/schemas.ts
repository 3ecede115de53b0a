import { Type } from 'typebox'
import { userIdPattern } from '../factors/index.ts'

const Name = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^(?=.*\\S)[^\\p{Cc}\\p{Cs}]+$',
  description: 'What the user types to log in. Capitals and spaces around it do not count.',
  examples: ['p.jansen'],
})

/** What is longer than a password may be is told so in words, or is wrong. */
const Password = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: 'The password, as it was typed.',
  examples: ['vier natte fietsen op het dak'],
})

export const LoginParams = Type.Object({
  userId: Type.String({ pattern: userIdPattern, description: 'The id that your panel uses.' }),
})

export const LoginBody = Type.Object(
  {
    name: Name,
    password: Type.Optional(
      Type.String({
        ...{ minLength: 1, maxLength: 1024, examples: ['vier natte fietsen op het dak'] },
        description:
          'From 8 to 128 characters, hard to guess and not known to be leaked. Without it a new login gets a password that nobody knows, and another keeps its own.',
      }),
    ),
  },
  { additionalProperties: false },
)

export const CheckBody = Type.Object(
  {
    name: Name,
    password: Password,
    context: Type.Object(
      {
        ip: Type.String({
          minLength: 2,
          maxLength: 45,
          description: "The end user's address, as the panel sees it. Counted as a keyed hash.",
        }),
        userAgent: Type.Optional(
          Type.String({ maxLength: 1000, description: "The end user's browser. Not kept." }),
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)

export const CheckAnswer = Type.Object(
  {
    userId: Type.String({ description: 'Whose name and password these are.' }),
    mustChange: Type.Boolean({
      description: 'Whether the user has to choose a new password before going on.',
    }),
  },
  { description: 'The password is right. The second factor comes next.' },
)
