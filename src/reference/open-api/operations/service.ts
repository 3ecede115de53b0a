import * as examples from '../examples/service.ts'
import type { Operations } from './operation-facts.ts'

export const serviceOperations: Operations = {
  'GET /.well-known/jwks.json': {
    id: 'readKeySet',
    description: 'A JSON Web Key Set (RFC 7517). Cacheable; needs no key.',
    success: {
      status: 200,
      schema: 'KeySet',
      description: 'The public keys.',
      example: examples.keySet,
    },
  },
  'GET /healthz': {
    id: 'readHealth',
    description: 'For whatever restarts a process that has died. Looks at nothing else.',
    success: { status: 200, description: 'It runs.', example: { status: 'ok' } },
  },
  'GET /readyz': {
    id: 'readReadiness',
    description:
      'For whatever decides which instances get work: answers once the database and the counter of limits have answered.',
    refuses: ['store-unavailable', 'stopping'],
    success: { status: 200, description: 'It takes work.', example: { status: 'ok' } },
  },
  'GET /metrics': {
    id: 'readMetrics',
    description:
      'Counts and times by route, status and carrier: never an id, a number or an address. Keep it inside your network.',
    success: {
      status: 200,
      description: 'The text format of Prometheus.',
      mediaType: 'text/plain',
      example: examples.metrics,
    },
  },
}
