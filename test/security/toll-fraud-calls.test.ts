import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { askCall } from '../support/pump.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain (T1): a share of what a call to a premium or a satellite number costs. */

/** Ranges that nobody is ever called in, as somebody would type them. */
const denied = [
  ...[/^0900\d{7}$/, /^0906\d{4}$/, /^0909\d{4}$/, /^0800\d{7}$/, /^088\d{7}$/, /^085\d{7}$/],
  ...[/^084\d{7}$/, /^087\d{7}$/, /^091\d{7}$/, /^066\d{7}$/, /^067\d{7}$/, /^097\d{9}$/],
  ...[/^18\d{2}$/, /^14\d{3}$/, /^116\d{3}$/, /^112$/, /^\+8816\d{8}$/, /^\+88213\d{7}$/],
  ...[/^\+37\d{9}$/, /^\+1900\d{7}$/, /^\+44909\d{7}$/, /^\+979\d{9}$/, /^\+882\d{9}$/],
]

it('toll fraud: numbers that cost money are never called, and nothing is counted for them', async () => {
  const service = await startTestService({ parts: { log: createLog('silent') } })
  const numbers = denied.flatMap((pattern, index) =>
    fc.sample(fc.stringMatching(pattern), { numRuns: 20, seed: 20_230_621 + index }),
  )
  for (let first = 0; first < numbers.length; first += 50) {
    const answers = await Promise.all(
      numbers.slice(first, first + 50).map((to) => askCall(service, to, '192.0.2.1')),
    )
    for (const { status, body } of answers)
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'number-refused' })
  }
  const { store } = service
  await service.service.tidy()
  expect(await store.selectFrom('calls').select('id').execute()).toEqual([])
  // Not even in the counters: a flood of them is in nobody's way.
  expect(await store.selectFrom('decisions').select('id').execute()).toEqual([])
  const answer = await askCall(service, '+31612345678', '192.0.2.1')
  expect(answer.status).toBe(201)
}, 60_000)

it('toll fraud: the same phone, written in other ways, is one number to the limits (T2)', async () => {
  const service = await startTestService({ parts: { log: createLog('silent') } })
  const writings = [
    ...['0612345678', '06 12345678', '06-12 34 56 78', '(06) 12345678', '06.1234.5678'],
    ...['+31612345678', '+31 (0)6 12345678', '0031612345678', '0031 6 1234 5678', '31612345678'],
  ]
  let called = 0
  for (const to of writings) {
    const { status } = await askCall(service, to, '192.0.2.1')
    if (status === 201) called += 1
    service.clock.advance(61_000)
  }
  // Ten questions in ten minutes, of which three are called.
  expect(called).toBe(3)
}, 60_000)
