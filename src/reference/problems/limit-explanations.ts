import type { Explanations } from './explanation.ts'

export const limitExplanations: Explanations = {
  'operator-only': {
    means:
      'Limits are for all tenants together. Only the tenant that runs the service reads and sets them, with a key of the scope `ops`.',
    todo: 'Ask whoever runs the service. What your own tenant was refused, and an exemption from it, you can ask for yourself.',
  },
  'limits-invalid': {
    means: 'The document is not one that the service can work by. Nothing was changed.',
    todo: 'Read `errors`: each has a `pointer` into the body and says what must be there. `belcode limits check <file>` says the same.',
    members: {
      errors: {
        says: 'What is wrong, and where.',
        example: [{ pointer: '#/limits/rules/3/quota', detail: 'must be a whole number' }],
      },
    },
  },
  'limits-changed': {
    means:
      'There is a newer version than the one that you changed. Nothing was changed: it would have undone what somebody else just did.',
    todo: 'Read the limits again, make your change in them, and send that.',
    members: { version: { says: 'The newest version.', example: 12 } },
  },
}
