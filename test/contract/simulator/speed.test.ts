import { expect, it } from 'vitest'
import { addDialogue, response, someone, startSimulator } from './start-simulator.ts'

const calls = 300
const atOnce = 20

it('hundreds of calls take seconds where nothing waits, each with its own true time', async () => {
  const { pages, call, phones, client } = await startSimulator()
  addDialogue(pages)
  const sids: string[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async (_, caller) => {
      for (let at = caller; at < calls; at += atOnce) {
        const to = `+316${20_000_000 + at}`
        await phones.phone(to).behave('answers-and-presses-what-is-asked')
        const { sid } = await call({ to })
        await phones.waitForEnd(sid)
        sids.push(sid)
      }
    }),
  )
  expect(performance.now() - started).toBeLessThan(25_000)
  expect(sids).toHaveLength(calls)
  const transcripts = new Set<string>()
  for (const sid of sids.slice(-20)) {
    transcripts.add(JSON.stringify(await phones.transcript(sid)))
    expect(await client.calls(sid).fetch()).toMatchObject({ status: 'completed', duration: '11' })
  }
  expect(transcripts.size).toBe(1)
})

it('keeps the last 500 calls, and forgets the others', async () => {
  const { call, phones, client } = await startSimulator({ callee: { outcome: 'busy' } })
  const { sid: first } = await call()
  await phones.waitForEnd(first)
  for (let batch = 0; batch < 10; batch += 1) {
    await Promise.all(Array.from({ length: 50 }, async () => phones.waitForEnd((await call()).sid)))
  }
  await expect(client.calls(first).fetch()).rejects.toMatchObject({ code: 20404 })
  expect(await client.calls.list({ limit: 1_000 })).toHaveLength(500)
})

it('takes a fraction of the time at a hundred times the speed, and hears the same', async () => {
  const { pages, call, phones } = await startSimulator({ speed: 100 })
  pages.set('/answer', response('<Pause length="20"/><Play>/prompts/a.wav</Play>'))
  await phones.phone(someone).behave('says-nothing')
  const started = performance.now()
  const { sid } = await call()
  const { talkedSeconds } = await phones.waitForEnd(sid)
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(performance.now() - started).toBeGreaterThan(230)
  expect([20, 21]).toContain(talkedSeconds)
})

it('starts no more calls in a second than the account may', async () => {
  const { call, phones, client } = await startSimulator({
    speed: 20,
    callsPerSecond: 1,
    callee: { outcome: 'busy' },
  })
  const sids = await Promise.all(Array.from({ length: 4 }, async () => (await call()).sid))
  for (const sid of sids) await phones.waitForEnd(sid)
  const waits = await Promise.all(
    sids.map(async (sid) => Number((await client.calls(sid).fetch()).queueTime)),
  )
  const sorted = waits.sort((one, other) => one - other)
  for (const [at, wait] of sorted.entries()) {
    expect(wait).toBeGreaterThan(at * 1_000 - 600)
    expect(wait).toBeLessThan(at * 1_000 + 600)
  }
})
