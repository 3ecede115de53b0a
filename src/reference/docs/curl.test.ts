import { expect, it } from 'vitest'
import { curlOf } from './curl.ts'

const responses = { 200: { description: 'Done.' } }

it('a POST with a key and a body, safe to paste into a shell', () => {
  const content = { 'application/json': { example: { to: "it's 06" } } }
  const operation = { security: [{ bearer: [] }], requestBody: { content }, responses }
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
  expect(curlOf(route, 'https://bel.test')).toBe('curl https://bel.test/v1/x/$ID/$FACTORID')
})

it('a stream is not held back', () => {
  const stream = { 200: { description: 'x', content: { 'text/event-stream': {} } } }
  const route = { method: 'get', path: '/v1/x', operation: { responses: stream } } as const
  expect(curlOf(route, 'https://bel.test')).toBe('curl -N https://bel.test/v1/x')
})
