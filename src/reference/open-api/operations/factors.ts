import * as examples from '../examples/users.ts'
import type { Operations } from './operation-facts.ts'

export const factorOperations: Operations = {
  'POST /v1/users/{userId}/factors': {
    id: 'addFactor',
    requestExample: { method: 'voice', number: '06 12345678', label: 'mijn mobiel' },
    description:
      'The answer holds what the method needs next: `voice` a `challenge` whose call is on its way; `totp` a `secret`, an `otpauthUri` and a `qrSvg`; `app` a `pairingCode`. Nothing counts until it is confirmed, and what is not confirmed vanishes after 15 minutes.',
    needsProof: true,
    refuses: [
      ...['user-unknown', 'method-not-offered', 'number-refused'],
      ...['number-known', 'too-many-factors', 'limit-reached'],
    ],
    limitsShownOn: [429],
    success: {
      status: 201,
      schema: 'AddedFactor',
      description: 'The factor waits for its code.',
      example: examples.addedNumber,
      headers: ['Location', 'IdempotencyReplayed'],
    },
  },
  'POST /v1/users/{userId}/factors/{factorId}/confirm': {
    id: 'confirmFactor',
    requestExample: { code: '482 913' },
    description:
      'The first confirmed factor becomes the primary one. Wrong codes count as in any challenge. Where the code of a call or an app was not typed in time, remove the factor and add it again.',
    refuses: [
      'factor-unknown',
      'factor-confirmed',
      'code-wrong',
      'challenge-closed',
      'limit-reached',
    ],
    limitsShownOn: [422, 429],
    success: {
      status: 200,
      schema: 'ConfirmedFactor',
      description: 'From now on it counts.',
      example: examples.confirmed,
      headers: ['IdempotencyReplayed'],
    },
  },
  'PATCH /v1/users/{userId}/factors/{factorId}': {
    id: 'changeFactor',
    requestExample: { primary: true, label: 'mijn mobiel' },
    needsProof: true,
    refuses: ['factor-unknown', 'primary-not-allowed'],
    success: {
      status: 200,
      schema: 'Factor',
      description: 'The factor, as it is now.',
      example: examples.numberFactor,
    },
  },
  'DELETE /v1/users/{userId}/factors/{factorId}': {
    id: 'removeFactor',
    description: 'With its secret or device; an open challenge by it is cancelled.',
    needsProof: true,
    refuses: ['factor-unknown', 'last-factor'],
    success: { status: 204, description: 'It is gone, and the next in order leads.' },
  },
  'POST /v1/users/{userId}/recovery-codes': {
    id: 'replaceRecoveryCodes',
    description:
      'Ten codes, each good for one login, for a day without phone or app. Let the user print or store them: they are kept here as digests only. A set is one factor of the method `recovery`, never the primary one.',
    needsProof: true,
    refuses: ['user-unknown'],
    success: {
      status: 201,
      schema: 'RecoveryCodes',
      description: 'The new codes; those before are void.',
      example: examples.recoveryCodes,
      headers: ['IdempotencyReplayed'],
    },
  },
}
