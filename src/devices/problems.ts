import { problem } from '../platform/problem.ts'

export const problems = {
  deviceUnknown: problem('device-unknown', 401, 'This device is not paired (any more)'),
  pairingCodeWrong: problem('pairing-code-wrong', 422, 'This pairing code does not pair a device'),
  pairingTooOften: problem('pairing-too-often', 429, 'Too many wrong pairing codes from here'),
  pushRefused: problem('push-refused', 422, 'Nothing can be pushed to this address'),
  pushUnavailable: problem('push-unavailable', 409, 'This service sends no pushes'),
}
