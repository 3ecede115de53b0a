import { type Explanations, retryAfterSeconds } from './explanation.ts'
import { numberRefusalReasons } from './number-refusal-reasons.ts'

export const challengeExplanations: Explanations = {
  'number-refused': {
    means:
      'The number cannot be read, or the number policy of your tenant does not let it be called. Nothing was counted and nobody was called.',
    todo: 'Show the user what is wrong with the number and let them type another one. Asking again with the same number gives the same answer, unless the reason is `exchange-unavailable`.',
    members: {
      reason: {
        says: 'Why, as a word that never changes.',
        example: 'unreadable',
        values: numberRefusalReasons,
      },
      exchangeReason: {
        says: 'With `exchange-refused`: what your exchange said, in one line, where it said anything.',
        example: 'Forwarded to a landline',
      },
    },
  },
  'gate-too-weak': {
    means:
      'The request asks for a gate that is weaker than your tenant allows. A challenge may ask its callee to do more than the tenant wants, never less.',
    todo: 'Leave `gate` out, or ask for the one in `wanted` or a stricter one. From weak to strict: `none`, `key`, `match`.',
    members: { wanted: { says: 'The weakest gate that your tenant allows.', example: 'key' } },
  },
  'user-unknown': {
    means: 'Your tenant has no user with this id.',
    todo: 'Tell of the user first: `PUT /v1/users/{userId}`. Users of another tenant look exactly like users that do not exist.',
  },
  'factor-unknown': {
    means:
      'The user has no such factor, or none that can be used for this: it was removed, was never confirmed and vanished, is disabled, or your policy does not offer its method.',
    todo: 'Read the user again and offer the factors that are there. For `switch`, take one of `otherMethods`.',
  },
  'no-factor': {
    means: 'The user has no confirmed factor that a login could begin with. Nothing was sent.',
    todo: 'Let the user set one up: `POST /v1/users/{userId}/factors`. Whether the login may go on without is what `enrolment.required` of the user says.',
  },
  'nothing-to-send': {
    means:
      'The code of this challenge comes from an authenticator or from a list of recovery codes. There is nothing to send again.',
    todo: 'Hide “send the code again” while `method` of the challenge is `totp` or `recovery`; offer `otherMethods`.',
  },
  'code-wrong': {
    means:
      'The code is not the one that was sent or that the authenticator shows, or it was used before. One attempt is spent.',
    todo: 'Tell the user how many attempts are left and let them type it again. With none left the challenge is `exhausted` and a new one is needed.',
    members: { attemptsLeft: { says: 'Wrong codes that may still be typed.', example: 3 } },
  },
  'challenge-closed': {
    means:
      'The challenge has ended, and no code can be typed and nothing sent for it any more. No attempt was spent.',
    todo: 'Read `challengeStatus`. After `expired`, `exhausted` or `cancelled`, open a new challenge when the user asks for it. After `reported`, the person who was called said that it was not them: do not let the login go on.',
    members: {
      challengeStatus: {
        says: 'How it ended.',
        example: 'expired',
        values: {
          approved: 'The right code was typed before.',
          expired: 'Its five minutes are over.',
          exhausted: 'Too many wrong codes.',
          cancelled:
            'You cancelled it, its factor was removed, or a newer challenge for the same user or number replaced it.',
          reported:
            'The person who was called pressed 9, or said so in the app: “this was not me”.',
        },
      },
    },
  },
  'assertion-used': {
    means: 'Somebody brought this assertion before. Each is taken once.',
    todo: 'Do not let the login go on with it. Where two of your servers brought it for one login, the first one has the answer; a retry after a lost answer uses the same `Idempotency-Key`.',
  },
  'assertion-invalid': {
    means:
      'It is no assertion of this service for your tenant, it was changed on its way, or its five minutes are over. The answer never says which.',
    todo: 'Do not let the login go on. Ask for a new proof: open a new challenge.',
  },
  'resend-too-soon': {
    means: 'A call was made moments ago. Another one would ring into it.',
    todo: 'Keep the button “send the code again” off until `resend.availableAt` of the challenge.',
    members: { retryAfterSeconds },
  },
  'limit-reached': {
    means:
      'A limit that protects users, numbers, addresses or your budget is full. Nothing was sent, and this request was not counted.',
    todo: 'Tell the user when to try again. Show `reference`: the user can read it out to the helpdesk, which sees there what happened. The limit named `stopped` lasts a day: the person reported the login, in a call or in the app, or pressed a wrong key twice.',
    members: {
      limit: { says: 'Name of the limit.', example: 'number-60s' },
      retryAfterSeconds,
      reference: { says: 'Names this refusal, short enough to read out.', example: 'K7-42-MP' },
    },
  },
}
