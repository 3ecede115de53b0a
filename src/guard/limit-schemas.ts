import { Type } from 'typebox'
import { LimitSetSchema } from '../limits/index.ts'

const versionNumber = Type.Integer({ minimum: 0, maximum: 2_147_483_647 })
const reason = Type.String({
  minLength: 3,
  maxLength: 200,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  description: 'Why, in one line; for whoever looks back.',
})

const ofVersion = {
  version: Type.Integer({ minimum: 0, description: 'Counts up; 0 is a new installation.' }),
  author: Type.String({ description: 'An API key, an operator or the command line.' }),
  reason: Type.String(),
  at: Type.String({ format: 'date-time', description: 'In force from then on.' }),
  restoredFrom: Type.Union([Type.Integer(), Type.Null()], {
    description: 'The version that was taken up again.',
  }),
}

export const VersionAnswer = Type.Object(ofVersion)

export const VersionsAnswer = Type.Object({
  versions: Type.Array(VersionAnswer, { description: 'The newest first, 50 at most.' }),
})

export const LimitsAnswer = Type.Object({ ...ofVersion, limits: LimitSetSchema })

const Pressure = Type.Object({
  rule: Type.String(),
  asked: Type.Integer({ description: 'Calls and messages that were charged to it.' }),
  refused: Type.Integer(),
  shadowRefused: Type.Integer({ description: 'It would have refused, but it is in shadow.' }),
  fullest: Type.Number({ minimum: 0, description: 'For whom it was fullest: 1 is full.' }),
})

export const LimitsNowAnswer = Type.Object({
  ...ofVersion,
  limits: LimitSetSchema,
  pressure: Type.Array(Pressure, { description: 'Of each rule in the last hour.' }),
})

export const ChangeBody = Type.Object(
  {
    limits: LimitSetSchema,
    reason,
    version: Type.Optional(
      Type.Integer({
        ...versionNumber,
        description: 'The version that you changed: 409 when there is a newer one by now.',
      }),
    ),
  },
  { additionalProperties: false },
)

export const RestoreBody = Type.Object({ reason }, { additionalProperties: false })

export const VersionParams = Type.Object({
  version: Type.String({ pattern: '^(0|[1-9][0-9]{0,8})$', description: 'Of the limits.' }),
})

export const VersionsQuery = Type.Object(
  {
    before: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Versions older than this one.' }),
    ),
  },
  { additionalProperties: false },
)
