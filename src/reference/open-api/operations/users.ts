import * as examples from '../examples/users.ts'
import type { Operations } from './operation-facts.ts'

const userAnswer = { schema: 'User', description: 'The user, as known now.' }

export const userOperations: Operations = {
  'PUT /v1/users/{userId}': {
    id: 'putUser',
    requestExample: examples.userBody,
    description:
      'Makes the user known, or changes what the body names and leaves the rest. Do it at each login of your panel: it is how name, addresses and role stay right.',
    success: { ...userAnswer, status: 200, example: examples.newcomer },
  },
  'GET /v1/users/{userId}': {
    id: 'readUser',
    description:
      '`enrolment` says what to do at a login: `asked` to set up what is `missing`, and whether a second factor is `required` by now.',
    refuses: ['user-unknown'],
    success: { ...userAnswer, status: 200, example: examples.user },
  },
  'DELETE /v1/users/{userId}': {
    id: 'eraseUser',
    description:
      'Takes away the person, the factors, the challenges and the messages, and empties what the audit log says of them; the chain of the log still holds. It cannot be undone.',
    refuses: ['user-unknown'],
    success: { status: 204, description: 'Nothing of the user is left.' },
  },
}
