import * as examples from '../examples/helpdesk.ts'
import type { Operations } from './operation-facts.ts'

const resetAnswer = { schema: 'Reset', headers: ['IdempotencyReplayed'] as const }

/** What the helpdesk does, with a key of its own. */
export const helpdeskOperations: Operations = {
  'GET /v1/helpdesk/users/{userId}': {
    id: 'readUserForHelpdesk',
    description:
      'The user with what happened lately: refusals and challenges without numbers or codes, stops, resets, and `warnings` of what is unusual. Enough to answer “why does it not ring”.',
    refuses: ['user-unknown'],
    success: {
      status: 200,
      schema: 'HelpdeskUser',
      description: 'The user, and what happened lately.',
      example: examples.helpdeskUser,
    },
  },
  'GET /v1/helpdesk/refusals/{reference}': {
    id: 'readRefusal',
    description:
      'Users read the `reference` of a `limit-reached` out to the helpdesk. It is known for 30 days.',
    refuses: ['refusal-unknown'],
    success: {
      status: 200,
      schema: 'Refusal',
      description: 'What was refused, and until when.',
      example: examples.refusal,
    },
  },
  'PUT /v1/users/{userId}/extension': {
    id: 'extendUser',
    requestExample: examples.extensionBody,
    description:
      'Beyond the date on which a second factor is enforced, for one user and 30 days at most. The user is told. Not for a user whose factors are all gone: that would let in by the password alone.',
    refuses: ['user-unknown', 'reset-needed'],
    success: {
      status: 200,
      schema: 'Extension',
      description: 'The user, with or without the extension.',
      example: examples.extended,
    },
  },
  'POST /v1/users/{userId}/pairing-codes': {
    id: 'givePairingCode',
    requestExample: examples.actBody,
    description:
      'For a user who has not set up a factor, to be read out by phone and typed into the app. By itself it lets nobody in: the app then shows a code that the user types in their own session of your panel. Whoever had a factor needs a reset.',
    refuses: ['user-unknown', 'user-enrolled', 'too-many-factors', 'method-not-offered'],
    success: {
      status: 201,
      schema: 'PairingCode',
      description: 'The code, shown this once.',
      example: examples.pairingCode,
      headers: ['IdempotencyReplayed'],
    },
  },
  'POST /v1/users/{userId}/resets': {
    id: 'requestReset',
    requestExample: examples.actBody,
    description:
      'Nothing changes yet: the user is told at every address and may object. It waits as long as your policy says, an hour at least, unless `proof` shows that the user still has another factor. For an administrator a second person approves it first.',
    refuses: [
      ...['user-unknown', 'proof-needed', 'mail-needed'],
      ...['nothing-to-reset', 'reset-open'],
    ],
    success: {
      ...resetAnswer,
      status: 201,
      description: 'The reset, and what it waits for.',
      example: examples.requested,
    },
  },
  'POST /v1/users/{userId}/resets/{resetId}/approve': {
    id: 'approveReset',
    requestExample: examples.agentBody,
    description:
      'Somebody else than who requested it; a name is the same whatever its case, spacing or accents. The wait begins now, and is never shorter than when the reset was requested.',
    refuses: ['reset-unknown', 'second-person-needed', 'approval-not-needed', 'reset-closed'],
    success: {
      ...resetAnswer,
      status: 200,
      description: 'The reset, approved.',
      example: examples.approved,
    },
  },
  'POST /v1/users/{userId}/resets/{resetId}/cancel': {
    id: 'cancelReset',
    requestExample: examples.agentBody,
    description: 'Any agent may. The user is told.',
    refuses: ['reset-unknown', 'reset-closed'],
    success: {
      ...resetAnswer,
      status: 200,
      description: 'The reset, cancelled.',
      example: examples.cancelled,
    },
  },
  'POST /v1/users/{userId}/resets/{resetId}/complete': {
    id: 'completeReset',
    requestExample: examples.completeBody,
    description:
      'The lost factors stop working at once. Where none is left to log in with, the user is mailed a link that works once within a day; nobody else ever sees it.',
    refuses: [
      ...['reset-unknown', 'factor-unknown', 'second-person-needed'],
      ...['reset-not-ready', 'mail-needed', 'reset-closed'],
    ],
    success: {
      status: 200,
      schema: 'CompletedReset',
      description: 'The reset is done.',
      example: examples.completed,
      headers: ['IdempotencyReplayed'],
    },
  },
}

/** What users do with the links that they are mailed; your panel asks for them. */
export const entryOperations: Operations = {
  'POST /v1/entries/redeem': {
    id: 'redeemEntry',
    requestExample: examples.entryBody,
    description:
      'For the page `/entry` of your panel, which is given the token behind `#`. Ask for the password before or after, as at any login; then take the user to the set-up at once. Until it is redeemed, the factors of a reset stay listed as disabled and no new one can be added.',
    refuses: ['entry-closed'],
    success: {
      status: 200,
      schema: 'Entry',
      description: 'It was good, and is used now.',
      example: examples.entry,
      headers: ['IdempotencyReplayed'],
    },
  },
  'POST /v1/resets/cancel': {
    id: 'cancelResetByLink',
    requestExample: examples.cancelBody,
    description:
      'For the page `/reset` of your panel, which is given the token behind `#`. It needs no login: whoever reads the mail may object. Let the user press a button first, as some mail programs open links by themselves.',
    refuses: ['reset-unknown', 'reset-closed'],
    success: {
      status: 200,
      schema: 'CancelledReset',
      description: 'The reset is cancelled.',
      example: examples.stopped,
      headers: ['IdempotencyReplayed'],
    },
  },
}
