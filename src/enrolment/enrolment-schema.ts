import { Type } from 'typebox'
import { enrolmentStates } from './enrolment-state.ts'
import { adviceCodes } from './independence.ts'
import { missingCodes } from './missing-factors.ts'

const oneOf = <const Word extends string>(words: readonly Word[], description: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: words, description })

const moment = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })

export const EnrolmentAnswer = Type.Object(
  {
    state: oneOf(
      enrolmentStates,
      '`none`: nothing that a login could use; `complete`: all that the policy wants.',
    ),
    asked: Type.Boolean({ description: 'Ask at this login to set up what is missing.' }),
    required: Type.Boolean({ description: 'There is no login without a second factor.' }),
    announcedFrom: moment('Since when, or from when on, logins ask.'),
    enforcedFrom: moment('Since when, or from when on, a second factor is required.'),
    graceLeftSeconds: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'How long it can still be skipped; null while no end is set.',
    }),
    extendedUntil: moment('Until when the helpdesk lets this user wait longer.'),
    missing: Type.Array(
      oneOf(
        missingCodes,
        '`first-factor`: any; `backup-factor`: one more; `other-than-voice`: a phone call alone does not count for an administrator; `other-primary`: a phone call leads where it may only be a backup.',
      ),
      { description: 'What is still wanted.' },
    ),
    advice: Type.Array(
      Type.Object({
        code: oneOf(
          adviceCodes,
          '`same-phone`: app and number most likely live on one phone; `number-shared`: several users have this number, advise a login for each; `only-voice`: advise an app or an authenticator.',
        ),
        users: Type.Optional(Type.Integer({ description: 'Users that have the shared number.' })),
      }),
      { description: 'What the user is better told.' },
    ),
  },
  { description: 'How far the user is with the second factor, at this moment.' },
)
