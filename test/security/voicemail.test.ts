import { expect, it } from 'vitest'
import { open, read } from '../support/call-flow.ts'
import { eventually } from '../support/eventually.ts'
import { limitsWithoutCalls } from '../support/limits-without-calls.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/**
 * Gain (T5): the code on a voicemail whose greeting plays keys. Every call goes to another number, so
 * that only the gate stands between the greeting and the code.
 */

const ended = ['completed', 'gate-failed', 'reported']

/** How many of so many calls spoke a code, counted in what the callees heard. */
async function codesHeard(
  service: TestService,
  { calls, callee, gate }: { calls: number; callee: (n: number) => string; gate?: string },
) {
  let spoken = 0
  for (let n = 0; n < calls; n++) {
    const to = `+3161${String(2_000_000 + n)}`
    const phone = service.phones.phone(to)
    await phone.behave(callee(n))
    const { id } = await open(service, { to, ...(gate && { gate }) })
    await eventually(
      () => read(service, id),
      ({ call }) => ended.includes(call.status),
    )
    const { sid = '' } = (await phone.lastCall()) ?? {}
    const digits = (await service.phones.transcript(sid)).filter(({ text = '' }) =>
      text.startsWith('digit-'),
    )
    // The question alone speaks one digit, three times at most.
    if (digits.length > 3) spoken += 1
    service.clock.advance(30_000)
  }
  return spoken
}

it.each(['key', 'match'])('gate %s: silence, a beep and a wrong key hear no code', async (gate) => {
  const service = await startTestService({ parts: { limits: limitsWithoutCalls } })
  const callees = ['voicemail-silent', 'voicemail-beep', 'voicemail-plays-all-digits', 'wrong-key']
  const callee = (n: number) => callees[n % callees.length] ?? ''
  const wrongOnly = gate === 'key' ? callee : (n: number) => callees[n % 2] ?? ''
  expect(await codesHeard(service, { calls: 24, callee: wrongOnly, gate })).toBe(0)
})

it('gate key: a greeting that plays one key passes once in seven', async () => {
  const service = await startTestService({ parts: { limits: limitsWithoutCalls } })
  const calls = 140
  const callee = (n: number) => `voicemail-plays:${2 + (n % 7)}`
  const spoken = await codesHeard(service, { calls, callee })
  // Mean 20, standard deviation 4.1: five of them either way.
  expect(spoken).toBeGreaterThan(0)
  expect(spoken).toBeLessThan(41)
})

it('gate match: a greeting that plays keys passes at most once in a hundred', async () => {
  const service = await startTestService({ parts: { limits: limitsWithoutCalls } })
  const callee = (n: number) => `voicemail-plays:${String((n * 37) % 100).padStart(2, '0')}`
  const spoken = await codesHeard(service, { calls: 120, callee, gate: 'match' })
  // Mean 1.2: nine or more would be one chance in 100,000.
  expect(spoken).toBeLessThan(9)
})

it('a greeting that keeps trying is stopped for a day after two wrong keys', async () => {
  const service = await startTestService({ parts: { limits: limitsWithoutCalls } })
  const to = '+31612345678'
  await service.phones.phone(to).behave('voicemail-plays-all-digits')
  let calls = 0
  for (let hour = 0; hour < 24; hour++) {
    const { status, body } = await service.post('/v1/challenges', { to })
    if (status === 201) {
      calls += 1
      await eventually(
        () => read(service, body.id),
        ({ call }) => ended.includes(call.status),
      )
    }
    service.clock.advance(3_600_000)
  }
  expect(calls).toBe(2)
})
