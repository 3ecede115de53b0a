import { describe, expect, it } from 'vitest'
import { callIs, codeHeard, NUMBER, open, read } from '../support/call-flow.ts'
import { eventually } from '../support/eventually.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

async function heardOn(service: TestService, number = NUMBER) {
  const call = await service.phones.phone(number).lastCall()
  return service.phones.transcript(call?.sid ?? '')
}

describe.each(['play', 'say'])('a login by phone, spoken by %s', (speech) => {
  const env = { SIMULATED_SPEECH: speech }

  it('gate key: press the digit that is spoken, hear the code twice, type it in', async () => {
    const service = await startTestService({ env })
    await service.phones.phone(NUMBER).behave('answers-and-presses-what-is-asked')
    const { id } = await open(service)
    await callIs(service, id, 'completed')

    const transcript = await heardOn(service)
    const { code, digits } = await spokenCode(service, transcript)
    expect(digits).toHaveLength(13)
    const { status } = await service.post(`/v1/challenges/${id}/verify`, { code })
    expect(status).toBe(200)
  })

  it('gate match: type the digits the panel shows; they are never spoken', async () => {
    const service = await startTestService({ env })
    const phone = service.phones.phone(NUMBER)
    const { id } = await open(service, { gate: 'match' })
    await phone.waitForRing()
    expect((await read(service, id)).call.gateDigits).toBeNull()
    await phone.answer()
    const { call } = await eventually(
      () => read(service, id),
      (challenge) => challenge.call.gateDigits !== null,
    )
    expect(call.gateDigits).toMatch(/^\d\d$/)
    await phone.waitForQuestion()
    await phone.press(call.gateDigits)
    await callIs(service, id, 'completed')

    const { code, digits } = await spokenCode(service, await heardOn(service))
    expect(digits).toHaveLength(12)
    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
    expect((await read(service, id)).call.gateDigits).toBeNull()
  })

  it('gate none, for a tenant that chose it: the code at once', async () => {
    const service = await startTestService({ env })
    await service.store.updateTable('tenants').set({ policy: '{"gate":"none"}' }).execute()
    await service.phones.phone(NUMBER).behave('says-nothing')
    const { id } = await open(service)
    await callIs(service, id, 'completed')

    const { code, digits } = await spokenCode(service, await heardOn(service))
    expect(digits).toHaveLength(12)
    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
  })
})

const words = ['nul', 'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen']

/** The digits of a transcript, by file name or by word. */
async function spokenCode(_service: TestService, transcript: readonly { text?: string }[]) {
  const digits = transcript
    .map(({ text = '' }) => text.toLowerCase().replaceAll('é', 'e'))
    .map((text) => /^digit-(\d)/.exec(text)?.[1] ?? digitOf(text))
    .filter((digit) => digit !== null)
  const [first, second] = [digits.slice(-12, -6).join(''), digits.slice(-6).join('')]
  expect(second).toBe(first)
  return { code: first, digits }
}

function digitOf(text: string) {
  const digit = words.indexOf(text)
  return digit < 0 ? null : String(digit)
}

it('a longer code, in English, for a tenant that wants eight digits', async () => {
  const service = await startTestService()
  await service.store.updateTable('tenants').set({ policy: '{"codeLength":8}' }).execute()
  await service.phones.phone(NUMBER).behave('answers-and-presses-what-is-asked')
  const { id, codeLength } = await open(service, { locale: 'en' })
  expect(codeLength).toBe(8)
  await callIs(service, id, 'completed')

  const transcript = await heardOn(service)
  expect(transcript.some(({ url = '' }) => url.includes('/en-GB/'))).toBe(true)
  const code = codeHeard(transcript, 8)
  expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
})

it.each([
  ['busy', 'busy'],
  ['declines', 'busy'],
  ['no-answer', 'no-answer'],
  ['unreachable', 'no-answer'],
  ['does-not-exist', 'failed'],
  ['declines-for-good', 'failed'],
  ['wrong-key', 'gate-failed'],
  ['not-me', 'reported'],
  ['hangs-up-mid-code', 'completed'],
])('a callee who %s leaves the call %s', async (callee, status) => {
  const service = await startTestService()
  await service.phones.phone(NUMBER).behave(callee)
  const { id } = await open(service)
  const challenge = await eventually(
    () => read(service, id),
    ({ call }) =>
      !['queued', 'dialling', 'ringing', 'answered', 'gate-passed', 'spoken'].includes(call.status),
  )
  expect(challenge.call.status).toBe(status)
})

it.each(['duplicated', 'reordered', 'late', 'lost'] as const)(
  'callbacks that come %s change nothing of the outcome',
  async (callbacks) => {
    const service = await startTestService()
    const phone = service.phones.phone(NUMBER)
    await phone.behave({ presses: [{ after: 'question', keys: 'asked' }], callbacks })
    const { id } = await open(service)
    await phone.waitForEnd()
    const code = codeHeard(await heardOn(service))
    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)

    const moves = await service.store
      .selectFrom('audit_events')
      .select('detail')
      .where('kind', '=', 'call.moved')
      .execute()
    expect(new Set(moves.map(({ detail }) => detail)).size).toBe(moves.length)
  },
)
