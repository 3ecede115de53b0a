import { problem } from '../platform/problem.ts'

export const problems = {
  deviceUnknown: problem('device-unknown', 401, 'This device is not paired (any more)'),
  pairingCodeWrong: problem('pairing-code-wrong', 422, 'This pairing code does not pair a device'),
  pairingTooOften: problem('pairing-too-often', 429, 'Too many wrong pairing codes from here'),
  appNotOffered: problem('app-not-offered', 422, 'The tenant does not offer the app'),
  appProofNeeded: problem('app-proof-needed', 403, 'An existing factor has to be proved first'),
  appTooMany: problem('app-too-many', 409, 'The user has as many factors as there may be'),
  pushRefused: problem('push-refused', 422, 'Nothing can be pushed to this address'),
  pushUnavailable: problem('push-unavailable', 409, 'This service sends no pushes'),
}
