import * as examples from '../examples/limits.ts'
import type { Operations } from './operation-facts.ts'

export const limitOperations: Operations = {
  'GET /v1/limits': {
    id: 'readLimits',
    refuses: ['operator-only'],
    description:
      '`limits` is one document, the same that `belcode limits` reads and writes. Quotas on `spend` are in euros.',
    success: {
      status: 200,
      schema: 'LimitsNow',
      description: 'The version in force, and what each rule did in the last hour.',
      example: examples.limitsNow,
    },
  },
  'PUT /v1/limits': {
    id: 'setLimits',
    refuses: ['operator-only', 'limits-invalid', 'limits-changed'],
    requestExample: examples.change,
    description:
      'The whole document; parts that are left out are as in a new installation, but `rules` must be there. A document with which a code could be guessed more often than once in 1,000 user-years is refused, and so is one without the rules that the product reads by name.',
    success: {
      status: 200,
      schema: 'LimitsVersion',
      description: 'The new version.',
      example: examples.changedLimits,
    },
  },
  'GET /v1/limits/versions': {
    id: 'listLimitsVersions',
    refuses: ['operator-only'],
    success: {
      status: 200,
      schema: 'LimitsVersions',
      description: 'Who changed the limits, when and why.',
      example: examples.versions,
    },
  },
  'GET /v1/limits/versions/{version}': {
    id: 'readLimitsVersion',
    refuses: ['operator-only', 'not-found'],
    success: {
      status: 200,
      schema: 'LimitsVersion',
      description: 'The limits of that version.',
      example: examples.changedLimits,
    },
  },
  'POST /v1/limits/versions/{version}/restore': {
    id: 'restoreLimits',
    refuses: ['operator-only', 'not-found'],
    requestExample: { reason: examples.restoredLimits.reason },
    description: 'The versions between stay: a restore can be undone by another one.',
    success: {
      status: 200,
      schema: 'LimitsVersion',
      description: 'The new version, with the limits of the old one.',
      example: examples.restoredLimits,
    },
  },
}
