import { expect, it } from 'vitest'
import { prefers } from './prefers.ts'

it.each([
  'respond-async',
  'Respond-Async',
  'wait=10, respond-async',
  'respond-async; wait=10',
  'return=minimal,respond-async , handling=lenient',
  'foo="a, \\" b", respond-async',
])('%s asks for it', (header) => expect(prefers(header, 'respond-async')).toBe(true))

it.each([
  undefined,
  '',
  'respond-asynchronously',
  'respond-async=no',
  'wait=respond-async',
  'foo="a, respond-async"',
  'foo="a\\", respond-async"',
  'foo; respond-async',
])('%s does not', (header) => expect(prefers(header, 'respond-async')).toBe(false))
