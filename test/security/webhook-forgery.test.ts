import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Received, startNotices, startPanel, verify } from '../integration/notices-world.ts'

const HOUR = 3_600_000
const event = { tenantId: 'demo', type: 'reset.done', at: 1, ids: { userId: 'u-1' } } as const

async function deliverOne() {
  const world = await startNotices()
  const panel = await startPanel()
  const { id, secret } = (await world.ask('POST', '/webhooks', { url: panel.url })).body
  const delivery = world.start()
  const deliver = async (): Promise<Received> => {
    await world.enqueue(event)
    await delivery.look()
    return panel.received.at(-1)!
  }
  return { world, id: id as string, secret: secret as string, deliver, panel }
}

/** The specification, by hand: what a panel in any language computes. */
function sign(secret: string, { headers, text }: Received) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

/** Gain (T15): a panel that believes what we never said. */
it('a message is signed as the specification says', async () => {
  const { secret, deliver } = await deliverOne()
  const received = await deliver()
  expect(received.headers['content-type']).toBe('application/json')
  expect(received.headers['webhook-id']).toMatch(/^nt_[0-9a-f]{40}$/)
  expect(received.headers['webhook-timestamp']).toMatch(/^\d{10}$/)
  expect(received.headers['webhook-signature']).toBe(sign(secret, received))
  expect(verify(secret, received)).toMatchObject({ type: 'reset.done', data: { userId: 'u-1' } })
})

it('not one changed character of it is believed', async () => {
  const { secret, deliver } = await deliverOne()
  const received = await deliver()
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const
  const parts = [received.text, ...names.map((name) => String(received.headers[name]))]
  const change = fc.record({
    part: fc.nat(parts.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    by: fc.constantFrom(...'019azAZ{}",.: =+/_-'),
  })
  fc.assert(
    fc.property(change, ({ part, at, by }) => {
      const old = parts[part] ?? ''
      const place = Math.floor(at * old.length)
      fc.pre(old[place] !== by)
      const forged = old.slice(0, place) + by + old.slice(place + 1)
      const [text = '', ...values] = parts.map((one, n) => (n === part ? forged : one))
      const headers = Object.fromEntries(names.map((name, n) => [name, values[n]]))
      expect(() => verify(secret, { ...received, text, headers })).toThrow()
    }),
    { seed: 15, numRuns: 2000 },
  )
})

it("another webhook's secret verifies nothing", async () => {
  const { world, deliver, panel } = await deliverOne()
  const other = await world.ask('POST', '/webhooks', {
    url: `${panel.url}/other`,
    events: ['reset.requested'],
  })
  const received = await deliver()
  expect(() => verify(other.body.secret, received)).toThrow(/No matching signature/)
})

/** Gain (T16): something that was true once, said again. */
it('a message from long ago is too old, though it is ours', async () => {
  const { world, secret, deliver } = await deliverOne()
  expect(() => verify(secret, { path: '', text: '', headers: {} })).toThrow()
  const now = Date.now()
  const received = await deliver()
  expect(Number(received.headers['webhook-timestamp']) * 1000).toBeGreaterThan(now - 2000)
  world.clock.advance(-6 * 60_000)
  expect(() => verify(secret, received)).not.toThrow()
  const old = await deliver()
  expect(old.headers['webhook-signature']).toBe(sign(secret, old))
  expect(() => verify(secret, old)).toThrow(/too old/)
})

it('while a secret is changed both sign, for a day; then the old one is worth nothing', async () => {
  const { world, id, secret: before, deliver } = await deliverOne()
  const rotated = await world.ask('POST', `/webhooks/${id}/rotate-secret`)
  const after = rotated.body.secret
  expect(after).not.toBe(before)
  expect(new Date(rotated.body.oldSecretUntil).getTime() - world.clock.now()).toBeGreaterThan(
    24 * HOUR - 5000,
  )

  const both = await deliver()
  expect(both.headers['webhook-signature']).toBe(`${sign(after, both)} ${sign(before, both)}`)
  for (const secret of [before, after]) expect(verify(secret, both)).toMatchObject({ data: {} })

  world.clock.advance(24 * HOUR)
  const one = await deliver()
  expect(one.headers['webhook-signature']).toBe(sign(after, one))
})

it('a secret that leaked is out after two changes, however long the first would have had', async () => {
  const { world, id, secret: leaked, deliver } = await deliverOne()
  await world.ask('POST', `/webhooks/${id}/rotate-secret`)
  await world.ask('POST', `/webhooks/${id}/rotate-secret`)
  expect(() => verify(leaked, { ...{ path: '', text: '' }, headers: {} })).toThrow()
  const received = await deliver()
  expect(received.headers['webhook-signature']).not.toContain(sign(leaked, received))
})
