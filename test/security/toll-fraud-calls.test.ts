import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultPolicy } from '../../src/accounts/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { everyCountry, MOBILE, neverCalled, numbersOfType } from '../support/numbers-of-type.ts'
import { addressOf, askCall } from '../support/pump.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Gain (T1): a share of what a call to a premium or a satellite number costs. */

/** Dutch and world ranges that nobody is ever called in, as somebody would type them. */
const deniedRanges = [
  ...[/^0900\d{7}$/, /^0906\d{4}$/, /^0909\d{4}$/, /^0800\d{7}$/, /^088\d{7}$/, /^085\d{7}$/],
  ...[/^084\d{7}$/, /^087\d{7}$/, /^091\d{7}$/, /^066\d{7}$/, /^067\d{7}$/, /^097\d{9}$/],
  ...[/^18\d{2}$/, /^14\d{3}$/, /^116\d{3}$/, /^112$/, /^\+8816\d{8}$/, /^\+88213\d{7}$/],
  ...[/^\+1900\d{7}$/, /^\+44909\d{7}$/, /^\+979\d{9}$/, /^\+882\d{9}$/],
]

const ofRanges = deniedRanges.flatMap((pattern, index) =>
  fc.sample(fc.stringMatching(pattern), { numRuns: 40, seed: 20_230_621 + index }),
)
const ofTypes = everyCountry.flatMap((country) =>
  Object.values(neverCalled).flatMap((type) => numbersOfType(country, type, 4)),
)
const abroad = everyCountry
  .filter((country) => country !== 'NL')
  .flatMap((country) => numbersOfType(country, MOBILE, 2))

async function expectNoneCalled(service: TestService, numbers: readonly string[]) {
  for (let first = 0; first < numbers.length; first += 50) {
    const some = numbers.slice(first, first + 50)
    const answers = await Promise.all(some.map((to, n) => askCall(service, to, addressOf(n))))
    const called = answers.flatMap(({ status, body }, n) =>
      status === 422 && body.code === 'number-refused' ? [] : [some[n]],
    )
    expect(called).toEqual([])
  }
  await service.service.tidy()
  const { store } = service
  expect(await store.selectFrom('calls').select('id').execute()).toEqual([])
  // Not even in the counters: a flood of them is in nobody's way.
  expect(await store.selectFrom('decisions').select('id').execute()).toEqual([])
  const answer = await askCall(service, '+31612345678', '192.0.2.1')
  expect(answer.status).toBe(201)
}

it('toll fraud: none of 3,278 numbers that cost money is called, whatever a tenant opened', async () => {
  const service = await startTestService({ parts: { log: createLog('silent') } })
  const policy = { ...defaultPolicy, countries: everyCountry, fixedLines: true }
  await service.store
    .updateTable('tenants')
    .set({ policy: JSON.stringify(policy) })
    .execute()
  const numbers = [...ofRanges, ...ofTypes]
  expect(numbers.length).toBeGreaterThanOrEqual(3278)
  await expectNoneCalled(service, numbers)
}, 120_000)

it('toll fraud: no number abroad is called, by a tenant that opened no country', async () => {
  const service = await startTestService({ parts: { log: createLog('silent') } })
  expect(abroad.length).toBeGreaterThan(400)
  await expectNoneCalled(service, [...abroad, ...ofRanges])
}, 60_000)
