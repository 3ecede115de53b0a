import { auditOperations } from './operations/audit.ts'
import { challengeOperations } from './operations/challenges.ts'
import { deviceOperations, pairingOperations } from './operations/devices.ts'
import { factorOperations } from './operations/factors.ts'
import { guardOperations, replayOperations } from './operations/guard.ts'
import { entryOperations, helpdeskOperations } from './operations/helpdesk.ts'
import { limitOperations } from './operations/limits.ts'
import { loginOperations } from './operations/logins.ts'
import { byDevice, type Operations, withScope } from './operations/operation-facts.ts'
import { policyOperations } from './operations/policy.ts'
import { serviceOperations } from './operations/service.ts'
import { userOperations } from './operations/users.ts'
import { webhookOperations } from './operations/webhooks.ts'

/** Every operation of the service; `test/http/reference.test.ts` holds it complete. */
export const operations: Operations = {
  ...withScope('challenges', {
    ...challengeOperations,
    ...userOperations,
    ...factorOperations,
    ...entryOperations,
    ...loginOperations,
  }),
  ...withScope('helpdesk', helpdeskOperations),
  ...withScope(['ops', 'helpdesk'], guardOperations),
  ...withScope('ops', {
    ...policyOperations,
    ...limitOperations,
    ...replayOperations,
    ...webhookOperations,
    ...auditOperations,
  }),
  ...pairingOperations,
  ...byDevice(deviceOperations),
  ...serviceOperations,
}

/** In the order of reading. */
export const tags = [
  {
    name: 'challenges',
    description: 'One round of “prove it is you”: a code, a call, an answer.',
  },
  {
    name: 'users',
    description: 'The people of your panel, under the ids that your panel uses.',
  },
  {
    name: 'factors',
    description: 'What a user proves it with: a number, an app, an authenticator, recovery codes.',
  },
  {
    name: 'logins',
    description: 'Names and passwords, where your panel leaves them to this service.',
  },
  {
    name: 'devices',
    description:
      'What the app on a phone does. It never holds an API key: a pairing code gets it a token of its own.',
  },
  {
    name: 'helpdesk',
    description:
      'For those who help users who cannot get in. Every act names its `agent` and, where it gives something away, a reason.',
  },
  {
    name: 'policy',
    description:
      'What your organisation decides: methods, dates, numbers, and whom a date would lock out.',
  },
  {
    name: 'limits',
    description:
      'For those who run the service: how often what may be done, as one document with versions. Only the tenant that runs the service changes it.',
  },
  {
    name: 'webhooks',
    description: 'What your panel is told of, and what became of each message.',
  },
  {
    name: 'audit',
    description: 'Who did what, and when, in a log in which no entry can be changed unseen.',
  },
  {
    name: 'service',
    description: 'For whoever keeps the service running or checks its signatures. No key needed.',
  },
] as const
