import { Type } from 'typebox'
import { locales } from '../calls/index.ts'
import { ChallengeAnswer, factorIdPattern } from '../challenges/index.ts'
import { factorMethods, factorStates, roles, userIdPattern } from '../factors/index.ts'
import { EnrolmentAnswer } from './enrolment-schema.ts'

const closed = { additionalProperties: false } as const
const time = (description: string) => Type.String({ format: 'date-time', description })
const timeOrNull = (description: string) => Type.Union([time(description), Type.Null()])

function oneOf<const Word extends string>(words: readonly Word[], description: string) {
  return Type.Unsafe<Word>({ type: 'string', enum: words, description })
}

export const UserParams = Type.Object({
  userId: Type.String({ pattern: userIdPattern, description: 'The id that your panel uses.' }),
})

export const FactorParams = Type.Object({
  userId: Type.String({ pattern: userIdPattern, description: 'The id that your panel uses.' }),
  factorId: Type.String({ pattern: factorIdPattern, description: 'Id of a factor.' }),
})

/** No control characters: they end up in mails and on pages. */
const line = '^[^\\p{Cc}\\p{Cs}]*$'

export const UserBody = Type.Object(
  {
    displayName: Type.Optional(
      Type.String({ maxLength: 100, pattern: line, description: 'What the user is called.' }),
    ),
    emails: Type.Optional(
      Type.Array(Type.String({ format: 'email', maxLength: 254 }), {
        maxItems: 5,
        description: 'Where notices of changes go: all of them.',
      }),
    ),
    locale: Type.Optional(oneOf(locales, 'Language of calls and mails.')),
    role: Type.Optional(oneOf(roles, '`admin`: stricter rules may apply.')),
  },
  closed,
)

const Label = Type.String({
  maxLength: 60,
  pattern: line,
  description: 'What the user calls it, such as a name where a login is shared.',
})

export const FactorBody = Type.Object(
  {
    method: oneOf(['voice', 'totp', 'app'], 'How it will be proved.'),
    number: Type.Optional(
      Type.String({
        description: 'With `voice`: the number, which is called at once.',
        examples: ['06 12345678'],
      }),
    ),
    label: Type.Optional(Label),
    context: Type.Optional(
      Type.Object(
        {
          ip: Type.Optional(
            Type.String({ maxLength: 45, description: "The end user's address, for the limits." }),
          ),
          userAgent: Type.Optional(Type.String({ maxLength: 1000, description: 'Not kept.' })),
        },
        closed,
      ),
    ),
  },
  closed,
)

export const ConfirmBody = Type.Object(
  {
    code: Type.String({
      maxLength: 32,
      pattern: '^\\s*[0-9](?:[\\s-]*[0-9]){3,11}\\s*$',
      description: 'What the user typed; spaces and dashes do not count.',
    }),
  },
  closed,
)

export const FactorPatch = Type.Object(
  {
    primary: Type.Optional(
      Type.Literal(true, { description: 'Logins begin with it from now on.' }),
    ),
    label: Type.Optional(Label),
  },
  { ...closed, minProperties: 1 },
)

export const FactorAnswer = Type.Object({
  id: Type.String({ description: 'Names the factor.' }),
  method: oneOf(factorMethods, 'How it is proved.'),
  label: Type.String({ description: 'What the user calls it.' }),
  shown: Type.String({ description: 'What a page may show: a masked number, a device.' }),
  state: oneOf(factorStates, 'Only a `confirmed` one counts.'),
  primary: Type.Boolean({ description: 'Logins begin with it.' }),
  createdAt: time('When it was added.'),
  expiresAt: timeOrNull('When it vanishes, if it is not confirmed.'),
  confirmedAt: timeOrNull('When it was confirmed.'),
  heldUntil: timeOrNull('Until then it proves logins, but no change to the factors.'),
  codesLeft: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Recovery codes that were not used yet.',
  }),
})

export const UserAnswer = Type.Object({
  id: Type.String({ description: 'The id that your panel uses.' }),
  displayName: Type.Union([Type.String(), Type.Null()]),
  emails: Type.Array(Type.String()),
  locale: Type.Union([Type.String(), Type.Null()]),
  role: oneOf(roles, 'What the user may do.'),
  createdAt: time('When the user was first told of.'),
  factors: Type.Array(FactorAnswer, { description: 'The primary first, recovery codes last.' }),
  enrolment: EnrolmentAnswer,
})

export const AddedAnswer = Type.Object({
  factor: FactorAnswer,
  challenge: Type.Optional(ChallengeAnswer),
  secret: Type.Optional(
    Type.String({ description: '`totp`: to type in where no QR can be read.' }),
  ),
  otpauthUri: Type.Optional(Type.String({ description: '`totp`: what the QR holds.' })),
  qrSvg: Type.Optional(Type.String({ description: '`totp`: to be shown once.' })),
  pairingCode: Type.Optional(Type.String({ description: '`app`: to be typed into the app.' })),
  pairingUri: Type.Optional(Type.String({ description: '`app`: opens the app with the code.' })),
  expiresAt: Type.Optional(time('`app`: when the pairing code is void.')),
})

export const ConfirmedAnswer = Type.Object({
  factor: FactorAnswer,
  enrolment: EnrolmentAnswer,
  assertion: Type.String({
    description: 'Says who proved what; for five minutes also the `Proof` of further changes.',
  }),
})

export const CodesAnswer = Type.Object({
  codes: Type.Array(Type.String(), { description: 'Shown now and never again.' }),
})
