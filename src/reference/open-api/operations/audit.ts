import * as examples from '../examples/audit.ts'
import type { Operations } from './operation-facts.ts'

export const auditOperations: Operations = {
  'GET /v1/audit': {
    id: 'readAudit',
    description:
      'Entries in the order of their chain, which an event joins within a second or so. To follow the log, ask again with `after` the `seq` of the last line; that you read it stands there too. `docs/audit.md` says how to check the chain without us.',
    success: {
      status: 200,
      description: 'One entry a line, each a JSON object. An empty answer: there is none.',
      mediaType: 'application/x-ndjson',
      example: examples.auditLines,
    },
  },
}
