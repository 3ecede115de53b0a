import { describe, expect, it } from 'vitest'
import { createPhoneClient } from '../../../src/simulator/index.ts'
import { addDialogue, response, someone, startSimulator } from './start-simulator.ts'

describe('a person at a phone', () => {
  it('hears who calls, answers, presses keys, and hears the code', async () => {
    const { pages, phones, call, receivedAt } = await startSimulator()
    addDialogue(pages)
    const phone = phones.phone(someone)
    const { sid } = await call()
    expect(await phone.waitForRing()).toMatchObject({
      number: someone,
      state: 'ringing',
      callee: null,
      call: { sid, from: '+31850000000', status: 'ringing' },
    })
    await phone.answer()
    expect(await phone.waitForQuestion()).toMatchObject({ state: 'in-call' })
    await phone.press('4')
    await expect.poll(() => receivedAt('/code')).toHaveLength(1)
    await phone.waitForQuestion()
    await phone.press('9')
    expect(await phone.waitForEnd()).toMatchObject({ sid, status: 'completed', over: true })
    expect(receivedAt('/after')).toMatchObject([{ params: { Digits: '9' } }])
    expect((await phone.lastCall())?.transcript.at(-1)).toMatchObject({ kind: 'hang-up' })
  })

  it('declines', async () => {
    const { phones, call } = await startSimulator()
    const phone = phones.phone(someone)
    await call()
    await phone.waitForRing()
    await phone.decline()
    expect(await phone.waitForEnd()).toMatchObject({ status: 'busy', sipStatus: 486 })
  })

  it('hangs up', async () => {
    const { phones, call, pages } = await startSimulator()
    pages.set('/answer', response('<Gather timeout="60"/>'))
    const phone = phones.phone(someone)
    await call()
    await phone.waitForRing()
    await phone.answer()
    await phone.waitForQuestion()
    await phone.hangUp()
    const { transcript, status } = await phone.waitForEnd()
    expect(status).toBe('completed')
    expect(transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'callee' })
  })

  it('hangs up while the product is still thinking, and the product is left alone', async () => {
    const { phones, call, pages, received } = await startSimulator()
    let think: () => void = () => {}
    const thinking = new Promise<void>((resolve) => {
      think = resolve
    })
    pages.set('/answer', async () => {
      await thinking
      return { body: response('<Say>te laat</Say>') }
    })
    const phone = phones.phone(someone)
    await call()
    await phone.waitForRing()
    await phone.answer()
    await expect.poll(() => received.some(({ path }) => path === '/answer')).toBe(true)
    await phone.hangUp()
    expect(await phone.waitForEnd()).toMatchObject({ status: 'completed' })
    think()
  })

  it('lets it ring until nobody calls any more', async () => {
    const { phones, call } = await startSimulator({ speed: 200 })
    const phone = phones.phone(someone)
    await call({ timeout: 1 })
    await phone.waitForRing()
    expect(await phone.waitForEnd()).toMatchObject({ status: 'no-answer', sipStatus: 487 })
  })

  it('cannot do what the phone does not do', async () => {
    const { phones, simulatorUrl } = await startSimulator()
    const phone = phones.phone(someone)
    await expect(phone.answer()).rejects.toThrow('409 not-ringing')
    await expect(phone.hangUp()).rejects.toThrow('409 not-in-call')
    await expect(phone.press('1')).rejects.toThrow('409 not-in-call')
    await expect(phone.press('a')).rejects.toThrow('422 digits-unreadable')
    await expect(phones.phone('hallo').answer()).rejects.toThrow('404 number-unreadable')
    await expect(phone.behave('nobody')).rejects.toThrow('422 callee-unreadable')
    await expect(phone.behave({ presses: 'x' } as never)).rejects.toThrow('422 callee-unreadable')
    await expect(phones.transcript('CA1')).rejects.toThrow('404 call-unknown')
    expect((await fetch(`${simulatorUrl}/phones/x?until=never`)).status).toBe(404)
    expect((await fetch(`${simulatorUrl}/phones/31612345678?until=x`)).status).toBe(400)
  })

  it('waits no longer than it is told to, and says so', async () => {
    const { phones } = await startSimulator()
    await expect(phones.phone(someone).waitForRing(0.05)).rejects.toThrow('408 not-in-time')
  })

  it('a message of the client holds no number', async () => {
    const { phones } = await startSimulator()
    await expect(phones.phone(someone).answer()).rejects.toThrow(/^[^\d]*409/)
  })

  it.each(['+31612345678', '%2B31612345678', '31612345678', '0612345678', '0031612345678'])(
    'is found as %s',
    async (written) => {
      const { simulatorUrl } = await startSimulator()
      const phone = await (await fetch(`${simulatorUrl}/phones/${written}`)).json()
      expect(phone).toMatchObject({ number: someone, state: 'idle', call: null })
    },
  )

  it('is back after a script', async () => {
    const { phones, call } = await startSimulator()
    const phone = phones.phone(someone)
    expect(await phone.behave('busy')).toMatchObject({ callee: 'busy' })
    await call()
    expect(await phone.waitForEnd()).toMatchObject({ status: 'busy' })
    expect(await phone.behave(null)).toMatchObject({ callee: null })
    await call()
    expect(await phone.waitForRing()).toMatchObject({ state: 'ringing', callsOver: 1 })
  })
})

it('a simulator that closes ends its calls, its waits and its events, and sends nothing more', async () => {
  const simulator = await startSimulator()
  const phone = createPhoneClient(simulator.simulatorUrl).phone(someone)
  await simulator.call()
  await phone.waitForRing()
  const events = await fetch(`${simulator.simulatorUrl}/events`)
  const waits = Promise.allSettled([phone.waitForQuestion(100), phone.waitForEnd(100)])
  await phone.lastCall()
  await expect.poll(() => simulator.received).toHaveLength(2)
  const started = performance.now()
  await simulator.close()
  await expect(events.text()).resolves.toContain('ringing')
  expect((await waits)[0].status).toBe('rejected')
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(simulator.received).toHaveLength(2)
})
