import { userId } from '../examples/ids.ts'
import * as examples from '../examples/logins.ts'
import type { Operations } from './operation-facts.ts'

/** What carries a password: of that nothing is kept, so there is no answer to give again. */
export const loginOperations: Operations = {
  'PUT /v1/users/{userId}/login': {
    id: 'putLogin',
    description:
      'For a panel that leaves passwords to this service. Sessions of the user end where the password changes; API keys, apps and factors stay as they are.',
    requestExample: examples.loginBody,
    refuses: ['user-unknown', 'login-name-taken', 'password-refused', 'logins-busy'],
    success: { status: 204, description: 'The user logs in with it from now on.' },
  },
  'POST /v1/logins/check': {
    id: 'checkLogin',
    description:
      'The first half of a login; go on with a challenge for the user. It takes the same time whether or not there is such a name. Send it once: a password is not kept, so there is no `Idempotency-Key` here.',
    requestExample: examples.checkBody,
    keepsNoAnswer: true,
    refuses: ['login-wrong', 'login-limit-reached', 'logins-busy'],
    limitsShownOn: [422, 429],
    success: {
      status: 200,
      schema: 'CheckedLogin',
      description: 'They belong together.',
      example: { userId, mustChange: false },
    },
  },
}
