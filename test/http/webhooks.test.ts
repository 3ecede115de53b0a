import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { eventTypes } from '../../src/notices/index.ts'
import {
  type NoticesWorld,
  noticeOf,
  startNotices,
  startPanel,
  verify,
} from '../integration/notices-world.ts'

const event = { tenantId: 'demo', type: 'reset.done', at: 1, ids: { userId: 'u-1' } } as const
const unknown = `wh_${'0'.repeat(40)}`

async function startWithPanel(status = 200) {
  const world = await startNotices()
  const panel = await startPanel((response) => response.writeHead(status).end())
  const { body } = await world.ask('POST', '/webhooks', { url: panel.url })
  return { world, panel, webhook: body as { id: string; secret: string } }
}

describe('POST /v1/webhooks', () => {
  it('201: the webhook, with its secret', async () => {
    const world = await startNotices()
    const panel = await startPanel()
    const wanted = { url: panel.url, description: 'beheer', events: ['reset.done'] }
    const { status, body, headers } = await world.ask('POST', '/webhooks', wanted)
    expect(status).toBe(201)
    expect(headers.location).toBe(`/v1/webhooks/${body.id}`)
    expect(body).toEqual({
      ...wanted,
      id: expect.stringMatching(/^wh_[0-9a-f]{40}$/),
      createdAt: expect.stringMatching(/^20.+Z$/),
      ...{ disabledAt: null, oldSecretUntil: null },
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    })
  })

  it('201: without types it wants all; the same idempotency key adds one', async () => {
    const world = await startNotices()
    const panel = await startPanel()
    const headers = { 'idempotency-key': 'k1' }
    const first = await world.ask('POST', '/webhooks', { url: panel.url }, headers)
    const second = await world.ask('POST', '/webhooks', { url: panel.url }, headers)
    expect(first.body.events).toBeNull()
    expect(second.body).toEqual(first.body)
    expect((await world.ask('GET', '/webhooks')).body.webhooks).toHaveLength(1)
  })

  it.each([
    ['http://93.184.216.34/', 'not-https'],
    ['https://10.0.0.1/', 'not-public'],
    ['https://user:word@93.184.216.34/', 'credentials'],
    ['ftp://93.184.216.34/', 'unreadable'],
  ])('422: %s is refused as %s', async (url, reason) => {
    const world = await startNotices()
    const { status, body } = await world.ask('POST', '/webhooks', { url })
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'webhook-url-refused', reason },
    })
    expect((await world.ask('GET', '/webhooks')).body.webhooks).toEqual([])
  })

  it.each([
    [{}],
    [{ url: 1 }],
    [{ url: 'https://x.example', events: [] }],
    [{ url: 'https://x.example', events: ['reset.done', 'everything'] }],
    [{ url: 'https://x.example', secret: 'whsec_mine' }],
    [{ url: `https://x.example/${'a'.repeat(2048)}` }],
  ])('400: %j is not what this route takes', async (body) => {
    const world = await startNotices()
    expect(await world.ask('POST', '/webhooks', body)).toMatchObject({
      ...{ status: 400, body: { code: 'body-invalid' } },
    })
  })

  it('409: a tenant has twenty at most', async () => {
    const world = await startNotices()
    const panel = await startPanel()
    for (let n = 0; n < 20; n++) await world.ask('POST', '/webhooks', { url: panel.url })
    const { status, body } = await world.ask('POST', '/webhooks', { url: panel.url })
    expect([status, body.code, body.most]).toEqual([409, 'webhooks-too-many', 20])
  })
})

describe('GET, PATCH and DELETE /v1/webhooks/:id', () => {
  it('200: the webhook, never its secret', async () => {
    const { world, webhook } = await startWithPanel()
    const { secret, ...rest } = webhook
    expect((await world.ask('GET', `/webhooks/${webhook.id}`)).body).toEqual(rest)
    const list = await world.ask('GET', '/webhooks')
    expect(list.body).toEqual({ webhooks: [rest] })
    expect(JSON.stringify(list)).not.toContain(secret)
  })

  it('200: changes what is named and leaves the rest', async () => {
    const { world, webhook } = await startWithPanel()
    const path = `/webhooks/${webhook.id}`
    const other = await startPanel()
    const steps = [
      { description: 'beheer' },
      { events: ['reset.done', 'reset.requested'] },
      { url: other.url },
      { disabled: true },
    ]
    for (const step of steps) expect((await world.ask('PATCH', path, step)).status).toBe(200)
    const changed = (await world.ask('GET', path)).body
    expect(changed).toMatchObject({ description: 'beheer', url: other.url })
    expect([...changed.events].sort()).toEqual(['reset.done', 'reset.requested'])
    world.clock.advance(60_000)
    const again = (await world.ask('PATCH', path, { disabled: true })).body
    expect(again.disabledAt).toBe(changed.disabledAt)
    const back = (await world.ask('PATCH', path, { disabled: false, events: null })).body
    expect(back).toMatchObject({ disabledAt: null, events: null })
  })

  it('422: a new address is judged as the first one was, and the old one stays', async () => {
    const { world, panel, webhook } = await startWithPanel()
    const path = `/webhooks/${webhook.id}`
    const { status, body } = await world.ask('PATCH', path, { url: 'https://169.254.169.254/' })
    expect([status, body.code, body.reason]).toEqual([422, 'webhook-url-refused', 'not-public'])
    expect((await world.ask('GET', path)).body.url).toBe(panel.url)
  })

  it('204: gone, and what waited for it too', async () => {
    const { world, panel, webhook } = await startWithPanel()
    await world.enqueue(event)
    const path = `/webhooks/${webhook.id}`
    expect(await world.ask('DELETE', path)).toMatchObject({ status: 204, body: null })
    await world.start().look()
    expect([panel.received, await world.rows()]).toEqual([[], []])
    expect((await world.ask('DELETE', path)).status).toBe(404)
  })

  it('404: there is no such webhook', async () => {
    const world = await startNotices()
    for (const [method, path, body] of [
      ['GET', unknown],
      ['PATCH', unknown, { disabled: true }],
      ['PATCH', unknown, { url: 'https://93.184.216.34/' }],
      ['DELETE', unknown],
      ['POST', `${unknown}/test`],
      ['POST', `${unknown}/rotate-secret`],
    ] as const)
      expect(await world.ask(method, `/webhooks/${path}`, body), `${method} ${path}`).toMatchObject(
        {
          ...{ status: 404, body: { code: 'not-found' } },
        },
      )
  })

  it('400: nothing to change, or an id that is not ours', async () => {
    const { world, webhook } = await startWithPanel()
    expect((await world.ask('PATCH', `/webhooks/${webhook.id}`, {})).status).toBe(400)
    expect((await world.ask('GET', '/webhooks/1')).status).toBe(400)
  })
})

describe('POST /v1/webhooks/:id/test', () => {
  it('202: the panel gets a message, whatever types it wants', async () => {
    const { world, panel, webhook } = await startWithPanel()
    await world.ask('PATCH', `/webhooks/${webhook.id}`, { events: ['reset.done'] })
    world.start()
    const { status, body } = await world.ask('POST', `/webhooks/${webhook.id}/test`)
    expect(status).toBe(202)
    await expect.poll(() => panel.received.length).toBe(1)
    expect(panel.received[0]?.headers['webhook-id']).toBe(body.messageId)
    expect(verify(webhook.secret, panel.received[0]!)).toMatchObject({
      ...{ type: 'webhook.test', data: {} },
    })
  })

  it('409: not to one that is disabled', async () => {
    const { world, webhook } = await startWithPanel()
    await world.ask('PATCH', `/webhooks/${webhook.id}`, { disabled: true })
    const { status, body } = await world.ask('POST', `/webhooks/${webhook.id}/test`)
    expect([status, body.code]).toEqual([409, 'webhook-disabled'])
  })
})

describe('GET /v1/webhooks/deliveries', () => {
  it('200: what became of each, and nothing of what it says', async () => {
    const { world, webhook } = await startWithPanel(410)
    await world.enqueue(event, noticeOf())
    await world.start().look()
    const { status, body } = await world.ask('GET', '/webhooks/deliveries?status=dead')
    expect(status).toBe(200)
    const ended = {
      createdAt: expect.any(String),
      endedAt: expect.any(String),
      nextAttemptAt: null,
    }
    const dead = {
      channel: 'webhook',
      webhookId: webhook.id,
      status: 'dead',
      attempts: 1,
      ...ended,
    }
    expect(body).toEqual({
      deliveries: expect.arrayContaining([
        {
          ...dead,
          id: expect.stringMatching(/^nt_[0-9a-f]{40}_[0-9a-f]{40}$/),
          messageId: expect.stringMatching(/^nt_[0-9a-f]{40}$/),
          kind: 'reset.done',
          lastFault: expect.stringMatching(/^(status-410|endpoint-disabled)$/),
        },
      ]),
      next: null,
    })
    expect(body.deliveries).toHaveLength(2)
    const sent = (await world.ask('GET', '/webhooks/deliveries?status=sent&channel=mail')).body
    expect(sent.deliveries).toMatchObject([{ kind: 'factor-added', webhookId: null }])
    expect(JSON.stringify([body, sent])).not.toContain('@')
  })

  it('200: page by page, each once, the newest first, while others are added', async () => {
    const { world } = await startWithPanel()
    for (let n = 0; n < 13; n++) await world.enqueue(...[event, event].slice(n % 2))
    const all = (await world.rows()).map(({ id }) => id)
    const seen = await readPages(world, 4, () => world.enqueue(event))
    expect(seen.map(({ id }) => id).sort()).toEqual(all.sort())
    const times = seen.map(({ createdAt }) => createdAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  it('400: a cursor, a limit or a status that is not one', async () => {
    const world = await startNotices()
    for (const query of ['cursor=x', 'limit=0', 'limit=101', 'limit=x', 'status=lost', 'other=1'])
      expect((await world.ask('GET', `/webhooks/deliveries?${query}`)).status, query).toBe(400)
  })
})

async function readPages(world: NoticesWorld, limit: number, between: () => Promise<void>) {
  const seen: { id: string; createdAt: string }[] = []
  for (let next: string | null = ''; next !== null; ) {
    const query: string = next === '' ? '' : `&cursor=${next}`
    const { body } = await world.ask('GET', `/webhooks/deliveries?limit=${limit}${query}`)
    expect(body.deliveries.length).toBeLessThanOrEqual(limit)
    seen.push(...body.deliveries)
    next = body.next
    await between()
  }
  return seen
}

describe('POST /v1/webhooks/deliveries/:id/replay', () => {
  it('202: a dead one is sent again, as the message it was', async () => {
    let status = 410
    const world = await startNotices()
    const panel = await startPanel((response) => response.writeHead(status).end())
    const { id, secret } = (await world.ask('POST', '/webhooks', { url: panel.url })).body
    await world.enqueue(event)
    const delivery = world.start()
    await delivery.look()
    const [dead] = (await world.ask('GET', '/webhooks/deliveries')).body.deliveries

    status = 200
    await world.ask('PATCH', `/webhooks/${id}`, { disabled: false })
    world.clock.advance(3_600_000)
    const replayed = await world.ask('POST', `/webhooks/deliveries/${dead.id}/replay`)
    expect(replayed).toMatchObject({ status: 202, body: { id: dead.id, attempts: 0 } })
    await delivery.look()
    const [first, second] = panel.received
    expect(second?.text).toBe(first?.text)
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    const stampOf = (one = first) => Number(one?.headers['webhook-timestamp'])
    expect(stampOf(second) - stampOf(first)).toBeGreaterThanOrEqual(3600)
    expect(secret).toBeDefined()
    expect(await world.rows()).toMatchObject([{ status: 'sent', attempts: 1 }])
  })

  it('409: not one that waits or was sent', async () => {
    const { world } = await startWithPanel()
    await world.enqueue(event)
    const [waiting] = await world.rows()
    const path = `/webhooks/deliveries/${waiting?.id}/replay`
    expect(await world.ask('POST', path)).toMatchObject({
      ...{ status: 409, body: { code: 'delivery-not-dead', deliveryStatus: 'queued' } },
    })
    await world.start().look()
    expect((await world.ask('POST', path)).body.deliveryStatus).toBe('sent')
  })

  it('404: there is no such delivery', async () => {
    const world = await startNotices()
    const path = `/webhooks/deliveries/nt_${'0'.repeat(40)}/replay`
    expect((await world.ask('POST', path)).status).toBe(404)
  })
})

it('every act is in the audit log, with the key that did it', async () => {
  const { world, webhook } = await startWithPanel(410)
  const path = `/webhooks/${webhook.id}`
  await world.ask('PATCH', path, { description: 'beheer' })
  await world.ask('POST', `${path}/rotate-secret`)
  await world.enqueue(event)
  const delivery = world.start()
  await delivery.look()
  await delivery.stop()
  const [dead] = await world.rows()
  await world.ask('POST', `/webhooks/deliveries/${dead?.id}/replay`)
  await world.ask('DELETE', path)

  const { id: keyId } = await world.store
    .selectFrom('api_keys')
    .select('id')
    .executeTakeFirstOrThrow()
  const events = await world.store.selectFrom('audit_events').selectAll().orderBy('at').execute()
  const acts = events
    .filter(({ kind }) => /^(webhook|notice)\./.test(kind))
    .map(({ kind, actor, about }) => `${kind} ${actor} ${about}`)
  expect(acts.sort()).toEqual(
    [
      `webhook.added ${keyId} ${webhook.id}`,
      `webhook.changed ${keyId} ${webhook.id}`,
      `webhook.changed ${keyId} ${webhook.id}`,
      `webhook.changed notices ${webhook.id}`,
      `webhook.removed ${keyId} ${webhook.id}`,
      `notice.dead notices ${dead?.id}`,
      `notice.replayed ${keyId} ${dead?.id}`,
    ].sort(),
  )
})

it('403: a key without the scope `ops` sees and changes nothing', async () => {
  const { world, webhook } = await startWithPanel()
  const authorization = `Bearer ${await world.addKey('demo', ['challenges'])}`
  for (const [method, path] of [
    ['GET', '/webhooks'],
    ['GET', `/webhooks/${webhook.id}`],
    ['DELETE', `/webhooks/${webhook.id}`],
    ['POST', `/webhooks/${webhook.id}/rotate-secret`],
    ['GET', '/webhooks/deliveries'],
  ] as const)
    expect(await world.ask(method, path, undefined, { authorization })).toMatchObject({
      ...{ status: 403, body: { code: 'scope-missing' } },
    })
})

it('docs/webhooks.md names every type of event, and no other', () => {
  const text = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8')
  const rows = Array.from(text.matchAll(/^\| `([a-z.-]+)` \|/gm), ([, type]) => type)
  expect(rows).toEqual([...eventTypes])
})
