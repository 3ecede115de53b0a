import * as examples from '../examples/devices.ts'
import type { Operations } from './operation-facts.ts'

/** What an app does that is not paired yet. */
export const pairingOperations: Operations = {
  'POST /device/pair': {
    id: 'pairDevice',
    description:
      'The app makes an ECDH key and keeps the private half. The code that confirms the factor then reaches it, sealed to that key; the user types it where the factor was added. Needs no key: the pairing code says for whom it is, and is used up by it.',
    requestExample: examples.pairBody,
    refuses: ['pairing-code-wrong', 'pairing-too-often', 'limit-reached'],
    limitsShownOn: [422, 429],
    success: {
      status: 201,
      schema: 'PairedDevice',
      description: 'The device is paired; its factor waits to be confirmed.',
      example: examples.paired,
    },
  },
  'POST /device/log-in': {
    id: 'logInDevice',
    description:
      'Instead of a pairing code: the login name and the password of a user who has no factor yet. Whoever has one is asked to prove it: the first answer is 403 `app-proof-needed` with a `challengeId`, whose code reached the user by the primary factor; the same request with `proof` then pairs. The tenant is told by the host name. The code that confirms the factor reaches the device, sealed to its key.',
    requestExample: examples.logInBody,
    refuses: [
      ...['login-wrong', 'login-limit-reached', 'logins-busy', 'app-proof-needed'],
      ...['app-not-offered', 'app-too-many', 'number-refused', 'no-factor', 'code-wrong'],
      ...['challenge-closed', 'limit-reached', 'factor-unknown', 'user-unknown', 'not-found'],
    ],
    limitsShownOn: [422, 429],
    success: {
      status: 201,
      schema: 'PairedDevice',
      description: 'The device is paired; its factor waits to be confirmed.',
      example: examples.paired,
    },
  },
}

export const deviceOperations: Operations = {
  'GET /device': {
    id: 'readDevice',
    description: 'For the app to see whether it still is what logins use.',
    success: {
      status: 200,
      schema: 'Device',
      description: 'The device, as it is known.',
      example: examples.device,
    },
  },
  'DELETE /device': {
    id: 'unpairDevice',
    description:
      'An app can always leave. Its factor is removed; where it is the last one and one is required, the factor is disabled instead, and the helpdesk helps.',
    success: { status: 204, description: 'The token is void.' },
  },
  'GET /device/challenges': {
    id: 'readDeviceChallenges',
    description:
      'Each `sealed` is a compact JWE (ECDH-ES, A256GCM) whose text is JSON: `challengeId`, `purpose`, `code`, `codeLength`, `siteName`, `context` with where the login came from, `createdAt`, `expiresAt`.',
    success: {
      status: 200,
      schema: 'DeviceChallenges',
      description: 'What is open by this device, the newest first.',
      example: examples.deviceChallenges,
    },
  },
  'GET /device/events': {
    id: 'followDevice',
    description:
      'Sends all that is open at once and after every change, with a comment line now and then. It ends when the device is no longer paired.',
    success: {
      status: 200,
      description: 'A stream that stays open. The data of every event is as `DeviceChallenges`.',
      mediaType: 'text/event-stream',
      example: examples.deviceEvents,
    },
  },
  'POST /device/challenges/{id}/report': {
    id: 'reportChallenge',
    description:
      'What pressing 9 is in a call: the challenge ends as `reported`, its code is void, a call that rings is hung up, the user and the panel are told, and for 24 hours no login sends a code to the apps of that user. A confirmed app may report any open login of its user.',
    refuses: ['challenge-closed'],
    success: {
      status: 200,
      schema: 'ReportedChallenge',
      description: 'The login does not go on.',
      example: examples.reportedChallenge,
    },
  },
  'PUT /device/push': {
    id: 'setPush',
    description:
      'After RFC 8030 and RFC 8291, with `vapidPublicKey` as `applicationServerKey`. What is pushed is sealed to the device before it is encrypted for its push service. The address must be https on the public internet, now and at each push.',
    requestExample: examples.subscription,
    refuses: ['push-refused', 'push-unavailable'],
    success: { status: 204, description: 'It is kept, in the place of one before.' },
  },
  'DELETE /device/push': {
    id: 'removePush',
    description: 'Codes still arrive while the app is open.',
    success: { status: 204, description: 'Nothing is pushed any more.' },
  },
}
