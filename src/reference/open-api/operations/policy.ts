import * as examples from '../examples/policy.ts'
import type { Operations } from './operation-facts.ts'

export const policyOperations: Operations = {
  'GET /v1/policy': {
    id: 'readPolicy',
    success: {
      status: 200,
      schema: 'Policy',
      description: 'The policy, as it is now.',
      example: examples.policy,
    },
  },
  'PATCH /v1/policy': {
    id: 'changePolicy',
    description:
      'Only what is named changes; it is in force on every instance within a second. An enforce date that has passed does not reopen, and one in the past takes effect at once.',
    refuses: ['policy-invalid'],
    success: {
      status: 200,
      schema: 'ChangedPolicy',
      description: 'The policy, as it is from now on.',
      example: examples.changedPolicy,
    },
  },
  'GET /v1/forecast': {
    id: 'readForecast',
    description:
      'Users who could not log in at that moment if dates, policy and factors stay as they are now. With `format=csv` or `Accept: text/csv` it is a CSV file, whose last line is the total; a file without it was cut off.',
    success: {
      status: 200,
      schema: 'Forecast',
      description: 'Who, and why.',
      example: examples.forecast,
      alsoAs: { 'text/csv': examples.forecastCsv },
    },
  },
}
