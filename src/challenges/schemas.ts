import { type Static, Type } from 'typebox'
import { gateKinds } from '../accounts/index.ts'
import { callStatuses } from '../calls/index.ts'
import { factorMethods, userIdPattern } from '../factors/index.ts'
import { generalProblems } from '../platform/problem.ts'
import { challengeStatuses } from './challenge.ts'
import type { OpenRequest } from './open-challenge.ts'

export const factorIdPattern = '^fa_[0-9a-f]{40}$'

/** One of a closed list of words. */
function oneOf<const Word extends string>(words: readonly Word[], description: string) {
  return Type.Unsafe<Word>({ type: 'string', enum: words, description })
}

const time = (description: string) => Type.String({ format: 'date-time', description })

/** Ids are ours: anything else is not found, and never reaches the database. */
export const ChallengeParams = Type.Object({
  id: Type.String({ pattern: '^ch_[0-9a-f]{40}$', description: 'Id of a challenge.' }),
})

export const OpenBody = Type.Object(
  {
    to: Type.Optional(
      Type.String({
        description:
          'The number to call, as people write it, in at most 32 characters; without a country it is Dutch. Either this or `userId`.',
        examples: ['06 12345678'],
      }),
    ),
    userId: Type.Optional(
      Type.String({
        pattern: userIdPattern,
        description: 'The user who is to prove it, by the id that your panel uses.',
      }),
    ),
    factorId: Type.Optional(
      Type.String({
        pattern: factorIdPattern,
        description: 'With `userId`: by this factor, instead of the primary one.',
      }),
    ),
    locale: Type.Optional(
      Type.String({ maxLength: 35, description: 'Language of the call, such as `nl-NL` or `en`.' }),
    ),
    gate: Type.Optional(
      Type.Union(
        gateKinds.map((kind) => Type.Literal(kind)),
        { description: 'What the callee must do first; at least as strict as the tenant asks.' },
      ),
    ),
    context: Type.Optional(
      Type.Object(
        {
          ip: Type.Optional(
            Type.String({
              maxLength: 45,
              description:
                "The end user's address, as the panel sees it. Counted as a keyed hash; shown in the user's app, and then forgotten.",
            }),
          ),
          userAgent: Type.Optional(
            Type.String({
              maxLength: 1000,
              description: "The end user's browser. Shown in the user's app, and then forgotten.",
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

/** Either a number or a user: what both fields are for cannot be said in one schema with clear faults. */
export function toOpenRequest({
  to,
  userId,
  factorId,
  ...manner
}: Static<typeof OpenBody>): OpenRequest {
  if (to !== undefined && userId === undefined && factorId === undefined) return { ...manner, to }
  if (userId !== undefined && to === undefined) return { ...manner, userId, factorId }
  const pointer = to === undefined && userId === undefined ? '#/to' : '#'
  const detail = 'must hold either `to`, or `userId` with or without `factorId`'
  throw generalProblems.bodyInvalid({ errors: [{ pointer, detail }] })
}

export const SwitchBody = Type.Object(
  {
    factorId: Type.String({
      pattern: factorIdPattern,
      description: 'One of `otherMethods`.',
    }),
  },
  { additionalProperties: false },
)

export const VerifyBody = Type.Object(
  {
    code: Type.String({
      maxLength: 32,
      pattern: '^\\s*[0-9A-Za-z](?:[\\s-]*[0-9A-Za-z]){3,15}\\s*$',
      description:
        'What the user typed; spaces and dashes do not count. Letters are part of recovery codes alone.',
      examples: ['482 913'],
    }),
  },
  { additionalProperties: false },
)

export const ChallengeAnswer = Type.Object(
  {
    id: Type.String({ description: 'Names the challenge in every other request.' }),
    status: oneOf(challengeStatuses, 'Where the challenge is: only an `open` one can be verified.'),
    method: oneOf(factorMethods, 'How the user proves it.'),
    to: Type.String({
      description: 'The number, masked; or what the factor is called.',
      examples: ['+31 6 •••• ••78'],
    }),
    codeLength: Type.Integer({ description: 'How many digits to ask for.' }),
    createdAt: time('When it was opened.'),
    expiresAt: time('When its code stops being good.'),
    attemptsLeft: Type.Integer({ description: 'Wrong codes that may still be typed.' }),
    resend: Type.Object({
      available: Type.Boolean({ description: 'Whether another call may be asked for now.' }),
      availableAt: Type.Union([time('When the next call may be asked for.'), Type.Null()]),
      left: Type.Integer({ description: 'Calls still to be had in this challenge.' }),
    }),
    otherMethods: Type.Array(
      Type.Object({
        factorId: Type.String({ description: 'For `switch`.' }),
        method: oneOf(factorMethods, 'How the user would prove it.'),
        label: Type.String({ description: 'What its user calls it.' }),
      }),
      { description: 'Other ways to prove it now; none for a bare number.' },
    ),
    call: Type.Union([
      Type.Object({
        id: Type.String({ description: 'Names the call, for the helpdesk and the logs.' }),
        status: oneOf(
          callStatuses,
          'How far the call is. It only moves forward, and the last seven are endings.',
        ),
        gateDigits: Type.Union([Type.String(), Type.Null()], {
          description:
            'Gate `match`: two digits to show to the user while the call waits for them.',
        }),
      }),
      Type.Null(),
    ]),
  },
  { description: 'A challenge, as it is now.' },
)

export const ApprovedAnswer = Type.Object({
  status: Type.Literal('approved'),
  approvedAt: time('When the right code came in.'),
  assertion: Type.String({ description: 'A JWT (EdDSA, five minutes) that says who proved what.' }),
})

export const KeySetAnswer = Type.Object({
  keys: Type.Array(Type.Object({}, { additionalProperties: true })),
})
