import { expect, it } from 'vitest'
import { curlOf } from './curl.ts'

const responses = { 200: { description: 'Done.' } }

it('a POST with a key and a body, safe to paste into a shell', () => {
  const content = { 'application/json': { example: { to: "it's 06" } } }
  const operation = { security: [{ key: ['ops'] }], requestBody: { content }, responses }
  expect(curlOf({ method: 'post', path: '/v1/x', operation }, 'https://bel.test')).toBe(
    [
      'curl -X POST https://bel.test/v1/x \\',
      '  -H "Authorization: Bearer $BELCODE_KEY" \\',
      "  -H 'Content-Type: application/json' \\",
      `  -d '{"to":"it'\\''s 06"}'`,
    ].join('\n'),
  )
})

it('a GET without a key, and an id to fill in', () => {
  const operation = { security: [], responses }
  const route = { method: 'get', path: '/v1/x/{id}/{factorId}', operation } as const
  expect(curlOf(route, 'https://bel.test')).toBe('curl https://bel.test/v1/x/$ID/$FACTOR_ID')
})

it('a stream is not held back', () => {
  const stream = { 200: { description: 'x', content: { 'text/event-stream': {} } } }
  const route = { method: 'get', path: '/v1/x', operation: { responses: stream } } as const
  expect(curlOf(route, 'https://bel.test')).toBe('curl -N https://bel.test/v1/x')
})

it('a change that takes a proof, and what a device asks', () => {
  const parameters = [{ $ref: '#/components/parameters/Proof' }]
  const removal = { security: [{ key: [] }], parameters, responses }
  expect(curlOf({ method: 'delete', path: '/v1/x', operation: removal }, '')).toBe(
    [
      'curl -X DELETE /v1/x \\',
      '  -H "Authorization: Bearer $BELCODE_KEY" \\',
      '  -H "Proof: $PROOF"',
    ].join('\n'),
  )
  const reading = { security: [{ device: [] }], responses }
  expect(curlOf({ method: 'get', path: '/x', operation: reading }, '')).toContain('$DEVICE_TOKEN')
})
