import { Type } from 'typebox'
import { lockOutReasons } from './forecast.ts'

const moment = { format: 'date-time' }

export const ForecastQuery = Type.Object(
  {
    at: Type.Optional(
      Type.String({
        ...moment,
        description: 'The moment to look at, such as `2023-07-19T00:00:00Z`; now, when left out.',
      }),
    ),
    format: Type.Optional(
      Type.Unsafe<'json' | 'csv'>({
        type: 'string',
        enum: ['json', 'csv'],
        description: 'Otherwise `Accept: text/csv` asks for CSV.',
      }),
    ),
  },
  { additionalProperties: false },
)

const LockedOutUser = Type.Object({
  userId: Type.String({ description: 'Your own id of the user.' }),
  role: Type.String({ description: '`user` or `admin`.' }),
  reasons: Type.Array(Type.Unsafe<string>({ type: 'string', enum: lockOutReasons }), {
    description: 'Why, as words that never change.',
  }),
  why: Type.String({ description: 'The same in sentences.' }),
})

const amount = (description: string) => Type.Integer({ minimum: 0, description })

export const ForecastAnswer = Type.Object(
  {
    at: Type.String({ ...moment, description: 'The moment that was looked at.' }),
    enforced: Type.Boolean({ description: 'Whether a second factor is required at that moment.' }),
    enforcedFrom: Type.Union([Type.String(moment), Type.Null()], {
      description: 'From when on it is.',
    }),
    users: Type.Array(LockedOutUser, { description: 'Users who could not log in, by id.' }),
    totals: Type.Object({
      users: amount('All users of the tenant.'),
      lockedOut: amount('Those who could not log in.'),
      extended: amount('Those who only can by an extension of the helpdesk.'),
      none: amount('Without a factor that a login could use, enforced or not.'),
      partial: amount('With one, and less than the policy wants.'),
      complete: amount('With all that the policy wants.'),
    }),
  },
  { description: 'Who could not log in, if dates, policy and factors stay as they are.' },
)
