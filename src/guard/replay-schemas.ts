import { Type } from 'typebox'
import { LimitSetSchema } from '../limits/index.ts'

const moment = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }))

export const ReplayBody = Type.Object(
  {
    limits: LimitSetSchema,
    from: moment('Seven days ago, unless it says otherwise; 30 days ago at the earliest.'),
    to: moment('Now, unless it says otherwise.'),
  },
  { additionalProperties: false },
)

/** RFC 7240. What it does not know of it leaves alone, as that says. */
export const ReplayHeaders = Type.Object({
  prefer: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: '^[\\x20-\\x7e]*$',
      description:
        '`respond-async`: answer at once with 202 and an address that tells how far it is.',
      examples: ['respond-async'],
    }),
  ),
})

const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) })

const Difference = Type.Object({
  count: count(),
  laterVerified: count('Of whose challenges so many were approved: real users.'),
  costMicros: count('What these calls cost, or were reckoned to, in millionths of a euro.'),
})

export const ReplayAnswer = Type.Object({
  decisions: count('What was asked for between the two moments.'),
  refusedThen: count(),
  refusedNow: count('By the limits that are tried.'),
  newlyRefused: Difference,
  newlyAllowed: Difference,
  costDeltaMicros: Type.Integer({ description: 'Negative: they would have saved so much.' }),
  worstHit: Type.Array(
    Type.Object({
      tenantId: Type.String(),
      limit: Type.String({ description: 'The rule that would refuse.' }),
      subject: Type.String({ description: 'Keyed hash of the user, or of the number.' }),
      count: count(),
      laterVerified: count(),
    }),
    { description: 'Ten at most, the worst first.' },
  ),
})

export const TrialParams = Type.Object({
  id: Type.String({ pattern: '^tr_[0-9a-f]{40}$', description: 'Id of a replay.' }),
})

export const TrialAnswer = Type.Object({
  id: Type.String(),
  status: Type.Enum(['running', 'done', 'failed'], {
    description: '`failed`: the instance that ran it stopped, or died. Begin another one.',
  }),
  done: count(
    'Decisions taken again so far. Those before `from` are among them: they fill the counters.',
  ),
  total: count('Of so many; 0 until they are counted.'),
  startedAt: Type.String({ format: 'date-time' }),
  result: Type.Union([ReplayAnswer, Type.Null()], {
    description: 'What would have been different; null while it is not `done`.',
  }),
})
