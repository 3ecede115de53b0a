import { type Explanations, retryAfterSeconds } from './explanation.ts'
import { urlRefusalReasons } from './url-refusal-reasons.ts'

export const deviceExplanations: Explanations = {
  'device-unknown': {
    means:
      'There is no token in the request, or none of a paired device: it was unpaired, or its factor was removed or disabled.',
    todo: 'Forget the token and let the user pair the app again, with a new pairing code.',
  },
  'pairing-code-wrong': {
    means:
      'No device can be paired with this code: it is mistyped, was used, is older than a quarter of an hour, or its factor is gone. The answer never says which.',
    todo: 'Let the user look again. For a new code the factor is added again, or the helpdesk draws one.',
  },
  'pairing-too-often': {
    means: 'Too many wrong pairing codes came from this address.',
    todo: 'Wait as long as `retryAfterSeconds` says.',
    members: { retryAfterSeconds: { ...retryAfterSeconds, example: 540 } },
  },
  'push-refused': {
    means: 'Nothing is pushed to this address, for the reason in `reason`. Nothing was changed.',
    todo: 'Send the subscription exactly as the browser or the system made it.',
    members: {
      reason: {
        says: 'Why, as a word that never changes.',
        example: 'not-public',
        values: urlRefusalReasons,
      },
    },
  },
  'push-unavailable': {
    means: 'Whoever runs this service gave it no keys for Web Push.',
    todo: 'Do without: while the app is open it follows `GET /device/events`.',
  },
}
