import * as examples from '../examples/challenges.ts'
import { totpFactorId } from '../examples/ids.ts'
import type { Operations } from './operation-facts.ts'

const challengeAnswer = { schema: 'Challenge', description: 'The challenge, as it is now.' }

export const challengeOperations: Operations = {
  'POST /v1/challenges': {
    id: 'openChallenge',
    requestExample: { to: '06 12345678' },
    description:
      'Proves a number (`to`) or a user (`userId`), by the primary factor or by `factorId`: draws a code where the factor makes none, brings it, and answers at once. An older open challenge for the same user or number is cancelled, and its call is replaced.',
    refuses: [
      ...['number-refused', 'gate-too-weak', 'limit-reached'],
      ...['user-unknown', 'factor-unknown', 'no-factor'],
    ],
    limitsShownOn: [201, 429],
    success: {
      ...challengeAnswer,
      status: 201,
      description: 'The challenge is open; a call for it is queued.',
      example: examples.challenge,
      headers: ['Location', 'IdempotencyReplayed'],
    },
  },
  'GET /v1/challenges/{id}': {
    id: 'readChallenge',
    success: { ...challengeAnswer, status: 200, example: examples.ringing },
  },
  'GET /v1/challenges/{id}/events': {
    id: 'followChallenge',
    description:
      'Sends the whole challenge at once and after every change, and a comment line now and then so that the connection stays open. A reader that comes back gets the present state first. Meant for the server of your panel, which passes it on: a browser must not hold the API key.',
    success: {
      status: 200,
      description: 'A stream that stays open. The data of every event is a challenge, as JSON.',
      mediaType: 'text/event-stream',
      example: examples.events,
    },
  },
  'POST /v1/challenges/{id}/resend': {
    id: 'resendCode',
    description:
      'Brings the same code once more, by another call or to the app. `resend` of the challenge says beforehand whether and when this works.',
    refuses: ['challenge-closed', 'nothing-to-send', 'resend-too-soon', 'limit-reached'],
    limitsShownOn: [202, 429],
    success: {
      ...challengeAnswer,
      status: 202,
      description: 'The challenge, with its new call.',
      example: examples.challenge,
      headers: ['IdempotencyReplayed'],
    },
  },
  'POST /v1/challenges/{id}/switch': {
    id: 'switchFactor',
    requestExample: { factorId: totpFactorId },
    description:
      'It stays the same challenge: attempts that were spent stay spent, a ringing call is ended, and a code that was sent before is void.',
    refuses: [
      ...['factor-unknown', 'number-refused', 'challenge-closed'],
      ...['resend-too-soon', 'limit-reached'],
    ],
    limitsShownOn: [429],
    success: {
      ...challengeAnswer,
      status: 200,
      description: 'The challenge, by the other factor.',
      example: examples.switched,
      headers: ['IdempotencyReplayed'],
    },
  },
  'POST /v1/challenges/{id}/verify': {
    id: 'verifyCode',
    description:
      'Spends one attempt and compares. The right code closes the challenge, ends the call and yields a signed assertion.',
    refuses: ['code-wrong', 'challenge-closed', 'limit-reached'],
    limitsShownOn: [422, 429],
    success: {
      status: 200,
      schema: 'Approval',
      description: 'The code is right.',
      example: examples.approved,
      headers: ['IdempotencyReplayed'],
    },
  },
  'POST /v1/challenges/{id}/cancel': {
    id: 'cancelChallenge',
    refuses: ['challenge-closed'],
    success: {
      ...challengeAnswer,
      status: 200,
      description: 'The challenge is cancelled.',
      example: examples.cancelled,
      headers: ['IdempotencyReplayed'],
    },
  },
  'POST /v1/assertions/redeem': {
    id: 'redeemAssertion',
    description:
      'Checks an assertion and takes it: of all who bring the same one, the first gets it. For a panel on several servers, and for whoever would rather ask than verify a signature. Draw a new `Idempotency-Key` for each login, or send none: with the same key, the same assertion gets its kept answer again.',
    refuses: ['assertion-used', 'assertion-invalid'],
    success: {
      status: 200,
      schema: 'RedeemedAssertion',
      description: 'It is good, and used now.',
      example: examples.redeemed,
      headers: ['IdempotencyReplayed'],
    },
  },
}
