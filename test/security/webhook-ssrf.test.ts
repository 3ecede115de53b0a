import { expect, it } from 'vitest'
import { createPublicFetch } from '../../src/platform/http/public-fetch.ts'
import { startNotices, startPanel } from '../integration/notices-world.ts'

const event = { tenantId: 'demo', type: 'reset.done', at: 1, ids: {} } as const

/** Gain (T18): requests from inside the service's network, by the address of a webhook. */
it.each([
  'https://127.0.0.1/',
  'https://localhost/',
  'https://[::1]/',
  'https://2130706433/',
  'https://169.254.169.254/latest/meta-data/',
  'https://10.0.0.8:5432/',
  'http://93.184.216.34/',
  'https://internal.panel.example/',
])('%s cannot be added', async (url) => {
  const publicFetch = createPublicFetch({ resolve: async () => ['192.168.1.10'] })
  const world = await startNotices({ parts: { publicFetch } })
  const { status, body } = await world.ask('POST', '/webhooks', { url })
  expect([status, body.code]).toEqual([422, 'webhook-url-refused'])
  expect(await world.store.selectFrom('webhook_endpoints').selectAll().execute()).toEqual([])
})

it('a name that was public when it was added is judged again at each delivery', async () => {
  const inside = await startPanel()
  const { port } = new URL(inside.url)
  let answer = ['93.184.216.34']
  const publicFetch = createPublicFetch({ resolve: async () => answer })
  const world = await startNotices({ parts: { publicFetch } })
  const url = `https://rebinding.example:${port}/`
  expect((await world.ask('POST', '/webhooks', { url })).status).toBe(201)

  answer = ['127.0.0.1']
  await world.enqueue(event)
  await world.start().look()
  expect(await world.rows()).toMatchObject([{ status: 'queued', last_fault: 'not-public' }])
  expect(inside.received).toEqual([])
})

it('a panel that sends us elsewhere is not followed', async () => {
  const inside = await startPanel()
  const panel = await startPanel((response) =>
    response.writeHead(307, { location: inside.url }).end(),
  )
  const world = await startNotices()
  await world.ask('POST', '/webhooks', { url: panel.url })
  await world.enqueue(event)
  await world.start().look()
  expect([panel.received.length, inside.received.length]).toEqual([1, 0])
  expect(await world.rows()).toMatchObject([{ status: 'queued', last_fault: 'status-307' }])
})

/** Gain: a way to read what is inside, by what we say of the answer. */
it('nothing of an answer but its status is kept or shown', async () => {
  const panel = await startPanel((response) => response.writeHead(500).end('what lies inside'))
  const world = await startNotices()
  await world.ask('POST', '/webhooks', { url: panel.url })
  await world.enqueue(event)
  await world.start().look()
  const shown = JSON.stringify((await world.ask('GET', '/webhooks/deliveries')).body)
  const said = JSON.stringify(await world.rows()) + shown + world.logged()
  expect(said).not.toContain('what lies inside')
})
