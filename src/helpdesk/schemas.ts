import { Type } from 'typebox'
import { factorIdPattern } from '../challenges/index.ts'
import { UserAnswer, UserParams } from '../enrolment/index.ts'
import { warningCodes } from './find-warnings.ts'
import { resetNeeds, resetStatuses } from './reset.ts'

const closed = { additionalProperties: false } as const

export const moment = (description: string) => Type.String({ format: 'date-time', description })
export const momentOrNull = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })

function oneOf<const Word extends string>(words: readonly Word[], description: string) {
  return Type.Unsafe<Word>({ type: 'string', enum: words, description })
}

/** A line with a letter or a digit in it: names of signs alone could not be told apart. */
const agent = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\p{C}\\p{Zl}\\p{Zp}]*[\\p{L}\\p{N}][^\\p{C}\\p{Zl}\\p{Zp}]*$',
  description:
    'Who at the helpdesk does it, as your panel knows them: it must have made sure of that.',
  examples: ['kim'],
})

const reason = Type.String({
  minLength: 3,
  maxLength: 500,
  pattern: '\\S\\s*\\S\\s*\\S',
  description: 'Why, for the audit log. A phone number in it is not kept.',
  examples: ['Phone lost; called back on the number we know.'],
})

export const AgentBody = Type.Object({ agent }, closed)
export const ActBody = Type.Object({ agent, reason }, closed)

export const ExtensionBody = Type.Object(
  {
    until: momentOrNull('Until when, at most 30 days ahead; null ends an extension.'),
    ...{ agent, reason },
  },
  closed,
)

export const ExtensionAnswer = Type.Object({
  extensionUntil: momentOrNull('Until when the user may wait; null: as long as all others.'),
  user: UserAnswer,
})

export const PairingAnswer = Type.Object({
  factorId: Type.String({ description: 'The factor that the app is to be.' }),
  pairingCode: Type.String({ description: 'To be read out, and typed into the app.' }),
  expiresAt: moment('When the code is void.'),
})

export const ResetBody = Type.Object(
  {
    ...{ agent, reason },
    proof: Type.Optional(
      Type.String({
        maxLength: 4096,
        pattern: '^[\\x21-\\x7e]+$',
        description:
          'An assertion, not older than five minutes, by another factor of the user: then nobody has to wait.',
      }),
    ),
  },
  closed,
)

export const ResetParams = Type.Object({
  ...UserParams.properties,
  resetId: Type.String({ pattern: '^re_[0-9a-f]{40}$', description: 'Id of a reset.' }),
})

export const CompleteBody = Type.Object(
  {
    agent,
    factorIds: Type.Optional(
      Type.Array(Type.String({ pattern: factorIdPattern }), {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
        description:
          'The factors that are lost; all where it is left out, and all where the others let nobody in.',
      }),
    ),
  },
  closed,
)

const Warning = Type.Object({
  code: oneOf(
    warningCodes,
    '`number-changed`: a number was added or removed in the last 72 hours; the others in the last 7 days: `addresses-changed`, where mails go; `role-changed`; `recent-reset`: another reset, however it ended; `login-reported`: somebody said “not me”; `codes-exhausted`: too many wrong codes after a right password.',
  ),
  at: moment('The last time.'),
})

const Entry = Type.Object({
  expiresAt: moment('When it lets nobody in any more: a day after it was mailed.'),
  open: Type.Boolean({ description: 'Not used, not replaced and not too old.' }),
})

const reset = {
  id: Type.String({ description: 'Names the reset.' }),
  userId: Type.String({ description: 'Whose factors it takes away.' }),
  status: oneOf(
    resetStatuses,
    '`waiting-approval`: by a second person; `waiting`: for its time; `ready`: to be completed; the others are endings.',
  ),
  needs: Type.Array(oneOf(resetNeeds, 'What it still needs.'), {
    description: 'What it waits for: a second person, its time.',
  }),
  reason: Type.String({ description: 'As it was given.' }),
  requestedBy: Type.String({ description: 'Who began it.' }),
  approvedBy: Type.Union([Type.String(), Type.Null()], { description: 'The second person.' }),
  createdAt: moment('When it was requested.'),
  readyAt: momentOrNull('From when on it can be completed; null until it is approved.'),
  expiresAt: moment('When it ends if nobody completes it.'),
  closedAt: momentOrNull('When it ended.'),
  entry: Type.Union([Entry, Type.Null()], {
    description: 'The way back in that was mailed to the user; null where there is none.',
  }),
}

export const ResetAnswer = Type.Object(
  {
    ...reset,
    warnings: Type.Array(Warning, { description: 'What to look at before you go on.' }),
  },
  { description: 'A reset, as it is now.' },
)

export const CompletedAnswer = Type.Object({
  ...ResetAnswer.properties,
  factorIds: Type.Array(Type.String(), { description: 'The factors that no longer work.' }),
})

const Refusal = Type.Object({
  reference: Type.String({ description: 'What the user reads out.' }),
  limit: Type.String({ description: 'Name of the limit that was reached.' }),
  at: moment('When it was refused.'),
  until: moment('Until when asking again is refused too.'),
  over: Type.Boolean({ description: 'Whether that has passed.' }),
})
export const RefusalAnswer = Type.Object(Refusal.properties, {
  description: 'Why nobody was called, or a code was not looked at.',
})

export const ReferenceParams = Type.Object({
  reference: Type.String({
    maxLength: 32,
    description: 'As the user reads it out; capitals, dashes and spaces do not count.',
    examples: ['K7-42-MP'],
  }),
})

const word = (description: string) => Type.String({ description })

export const HelpdeskUserAnswer = Type.Object({
  user: UserAnswer,
  warnings: Type.Array(Warning),
  resets: Type.Array(Type.Object(reset), {
    description: 'What is open, and what was in the last 30 days; the newest first.',
  }),
  stops: Type.Array(
    Type.Object({
      reason: word('`reported`: “not me”; `gate-failed`: wrong keys, twice in a day.'),
      until: moment('Until then nobody is called.'),
    }),
    { description: 'Why nothing rings at all.' },
  ),
  refusals: Type.Array(Refusal, { description: 'Of 30 days, 20 at most, the newest first.' }),
  challenges: Type.Array(
    Type.Object({
      id: word('Names the challenge.'),
      at: moment('When it was opened.'),
      purpose: word('`login`, or `enrol` while a factor was being confirmed.'),
      method: word('How it was to be proved.'),
      status: word('How it ended, or `open`.'),
      call: Type.Union([
        Type.Object({
          status: word('How far the newest call came.'),
          reason: Type.Union([Type.String(), Type.Null()], {
            description: 'Why it ended, where the status alone does not tell.',
          }),
        }),
        Type.Null(),
      ]),
    }),
    { description: 'The last 20, the newest first.' },
  ),
})

export const EntryBody = Type.Object(
  {
    token: Type.String({
      maxLength: 100,
      pattern: '^[\\w-]+$',
      description: 'What stands behind `#` in the link of the mail.',
      examples: ['3q2-7wAAAAAAAAAAAAAAAAAAAAA'],
    }),
  },
  closed,
)

export const EntryAnswer = Type.Object({
  userId: Type.String({ description: 'Whom it lets in.' }),
  purpose: Type.Literal('set-up', {
    description: 'All that it is good for: to set up a first factor, after the password.',
  }),
})

export const CancelBody = Type.Object(
  {
    token: Type.String({
      maxLength: 200,
      pattern: '^[\\w.-]+$',
      description: 'What stands behind `#` in the link of a mail about the reset.',
      examples: ['re_0f5c2a91d7e84b6a3c1f90b2e7d4a856c3f1e029.q83vASNFZ4k'],
    }),
  },
  closed,
)

export const CancelledAnswer = Type.Object({
  userId: Type.String({ description: 'Whose reset it was.' }),
  status: Type.Literal('cancelled'),
})
