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
  'app-not-offered': {
    means: 'The policy of the tenant does not allow the app. Nothing was added.',
    todo: 'Offer another method, or add `app` to the methods of the policy.',
  },
  'app-proof-needed': {
    means:
      'Name and password are right, and the user has a factor: that one has to be proved first. Nothing was added.',
    todo: 'With the reason `missing`: let the user type the code that was just sent, and send the same request again with `proof`.',
    members: {
      reason: {
        says: 'Why, as a word that never changes.',
        example: 'missing',
        values: {
          missing: 'A challenge was opened by the primary factor: `proof` has to answer it.',
          held: 'The number was changed less than 72 hours ago; use another factor.',
          'reset-needed': 'Every factor of the user is disabled: the helpdesk resets them.',
        },
      },
      challengeId: {
        says: 'What `proof` has to name.',
        example: 'ch_3f0c1d6b7a8e9f00112233445566778899aabbcc',
      },
      method: { says: 'How the code reached the user.', example: 'voice' },
      to: { says: 'Where it went, masked.', example: '+31 6 •••• ••78' },
      codeLength: { says: 'How many digits to ask for.', example: 6 },
    },
  },
  'app-too-many': {
    means: 'The user has as many factors as there may be. Nothing was added.',
    todo: 'Let the user remove one first.',
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
