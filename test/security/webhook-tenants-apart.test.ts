import { expect, it } from 'vitest'
import { startNotices, startPanel } from '../integration/notices-world.ts'

/** Gain: another tenant's webhooks, messages and secrets, by knowing an id. */
it("finds nothing of another tenant's, on every route", async () => {
  const world = await startNotices()
  const authorization = `Bearer ${await world.tenant('other')}`
  const panel = await startPanel((response) => response.writeHead(410).end())
  const { id } = (await world.ask('POST', '/webhooks', { url: panel.url })).body
  await world.enqueue({ tenantId: 'demo', type: 'reset.done', at: 1, ids: {} })
  await world.start().look()
  const [dead] = (await world.ask('GET', '/webhooks/deliveries')).body.deliveries
  const before = await everything()

  for (const [method, path, body] of [
    ['GET', `/webhooks/${id}`],
    ['PATCH', `/webhooks/${id}`, { disabled: false }],
    ['PATCH', `/webhooks/${id}`, { url: panel.url }],
    ['DELETE', `/webhooks/${id}`],
    ['POST', `/webhooks/${id}/rotate-secret`],
    ['POST', `/webhooks/${id}/test`],
    ['POST', `/webhooks/deliveries/${dead.id}/replay`],
  ] as const)
    expect(
      await world.ask(method, path, body, { authorization }),
      `${method} ${path}`,
    ).toMatchObject({ status: 404, body: { code: 'not-found' } })
  const list = await world.ask('GET', '/webhooks', undefined, { authorization })
  expect(list.body).toEqual({ webhooks: [] })
  const cursor = Buffer.from(`9000000000000 ${dead.messageId}`).toString('base64url')
  for (const query of ['', '?status=dead', `?cursor=${cursor}`]) {
    const path = `/webhooks/deliveries${query}`
    const { body } = await world.ask('GET', path, undefined, { authorization })
    expect(body).toEqual({ deliveries: [], next: null })
  }
  expect(await everything()).toEqual(before)

  async function everything() {
    const { store } = world
    return [await store.selectFrom('webhook_endpoints').selectAll().execute(), await world.rows()]
  }
})

it("an event goes to its own tenant's webhooks alone", async () => {
  const world = await startNotices()
  const authorization = `Bearer ${await world.tenant('other')}`
  const [mine, theirs] = [await startPanel(), await startPanel()]
  await world.ask('POST', '/webhooks', { url: mine.url })
  await world.ask('POST', '/webhooks', { url: theirs.url }, { authorization })
  await world.enqueue({ tenantId: 'demo', type: 'login.reported', at: 1, ids: { userId: 'u-1' } })
  await world.start().look()
  expect([mine.received.length, theirs.received.length]).toEqual([1, 0])
  expect((await world.rows()).map(({ status }) => status)).toEqual(['sent'])
})
