import * as examples from '../examples/guard.ts'
import type { Operations } from './operation-facts.ts'

/** Asked by those who help users, and by those who set the rules. */
export const guardOperations: Operations = {
  'GET /v1/refusals/{reference}': {
    id: 'explainRefusal',
    description:
      'Everything that led to a `limit-reached`: which rules were asked and how full each was. It is known for 30 days. Whom a rule was held against is never said.',
    refuses: ['refusal-unknown'],
    success: {
      status: 200,
      schema: 'ExplainedRefusal',
      description: 'What was refused, by what, and until when.',
      example: examples.explainedRefusal,
    },
  },
  'POST /v1/exemptions': {
    id: 'grantExemption',
    requestExample: examples.exemptionBody,
    description:
      'For one user or one number, and one call. It is used up by the next call that a limit would have refused, and void when its time is over. It sets aside the rules on the number, the user, the address, the prefix and the country, and stops; never caps on spend, lines in use, or rules on a tenant or the whole service.',
    refuses: ['user-unknown'],
    success: {
      status: 201,
      schema: 'Exemption',
      description: 'It holds from now on.',
      example: examples.exemption,
      headers: ['IdempotencyReplayed'],
    },
  },
}

export const replayOperations: Operations = {
  'POST /v1/limits/replay': {
    id: 'replayLimits',
    refuses: ['operator-only', 'limits-invalid'],
    requestExample: examples.replayBody,
    description:
      'What other limits would have said to what was asked for, taken again in its order by the code that decides about calls. Nothing changes. It can take a minute: with `Prefer: respond-async` the answer comes at once and names an address that tells how far it is. One replay at a time, over all instances and with those of the console: 409 while another one goes on.',
    success: {
      status: 200,
      schema: 'Replay',
      description: 'What would have been different.',
      example: examples.replay,
      headers: ['IdempotencyReplayed'],
    },
    accepted: {
      status: 202,
      schema: 'ReplayProgress',
      description: 'It has begun; asked for with `Prefer: respond-async`.',
      example: examples.replayBegun,
      headers: ['Location', 'PreferenceApplied', 'IdempotencyReplayed'],
    },
  },
  'GET /v1/limits/replays/{id}': {
    id: 'readReplay',
    refuses: ['operator-only'],
    description:
      'Known for a day. Ask again every second or two while it is `running`; its result comes with `done`.',
    success: {
      status: 200,
      schema: 'ReplayProgress',
      description: 'How far it is, or what it found.',
      example: examples.replayProgress,
    },
  },
}
