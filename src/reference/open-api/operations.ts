import * as examples from './examples.ts'
import type { AnswerHeader } from './headers.ts'

/** What a route does not say about itself. General refusals follow from `refusals.ts`. */
export interface OperationFacts {
  readonly id: string
  readonly description?: string
  /** Codes of the problems that are this operation's own. */
  readonly refuses?: readonly string[]
  /** Statuses whose answers carry `RateLimit` and `RateLimit-Policy`. */
  readonly limitsShownOn?: readonly number[]
  readonly success: Success
}

interface Success {
  readonly status: number
  readonly description: string
  readonly example: unknown
  /** Name of its schema among the components, so that generated clients share one type. */
  readonly schema?: string
  /** `application/json` unless it says otherwise. */
  readonly mediaType?: string
  readonly headers?: readonly AnswerHeader[]
}

const challengeAnswer = { schema: 'Challenge', description: 'The challenge, as it is now.' }

/** By method and path, as they stand in the document. */
export const operations: Readonly<Record<string, OperationFacts>> = {
  'POST /v1/challenges': {
    id: 'openChallenge',
    description:
      'Proves a number: draws a code, places the call and answers at once. An older open challenge for the same number is cancelled, and its call is replaced.',
    refuses: ['number-refused', 'gate-too-weak', 'limit-reached'],
    limitsShownOn: [201, 429],
    success: {
      ...challengeAnswer,
      status: 201,
      description: 'The challenge is open and its call is queued.',
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
      'Places another call that speaks the same code. `resend` of the challenge says beforehand whether and when this works.',
    refuses: ['challenge-closed', 'resend-too-soon', 'limit-reached'],
    limitsShownOn: [202, 429],
    success: {
      ...challengeAnswer,
      status: 202,
      description: 'The challenge, with its new call.',
      example: examples.challenge,
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
  'GET /.well-known/jwks.json': {
    id: 'readKeySet',
    description: 'A JSON Web Key Set (RFC 7517). Cacheable; needs no key.',
    success: {
      status: 200,
      schema: 'KeySet',
      description: 'The public keys.',
      example: examples.keySet,
    },
  },
  'GET /healthz': {
    id: 'readHealth',
    success: { status: 200, description: 'It runs.', example: { status: 'ok' } },
  },
  'GET /readyz': {
    id: 'readReadiness',
    refuses: ['store-unavailable', 'stopping'],
    success: { status: 200, description: 'It takes work.', example: { status: 'ok' } },
  },
  'GET /metrics': {
    id: 'readMetrics',
    success: {
      status: 200,
      description: 'The text format of Prometheus.',
      mediaType: 'text/plain',
      example: examples.metrics,
    },
  },
}

export const tags = [
  {
    name: 'challenges',
    description: 'One round of “prove it is you”: a code, a call, an answer.',
  },
  {
    name: 'service',
    description: 'For whoever keeps the service running or checks its signatures. No key needed.',
  },
] as const
