import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSmtpMailer, eraseNoticesOf } from '../../src/notices/index.ts'
import { claimDue, markSent, tryLater } from '../../src/notices/outbox.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { Secret } from '../../src/platform/secret.ts'
import { readMail } from '../contract/mailer-message.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { type NoticesWorld, noticeOf, startNotices, startPanel, verify } from './notices-world.ts'

const SECOND = 1000
const HOUR = 3_600_000
const DAY = 24 * HOUR

const mailsIn = ({ mails }: NoticesWorld) =>
  readdirSync(mails).map((name) => readMail(readFileSync(join(mails, name), 'utf8')))

async function addWebhook({ ask }: NoticesWorld, url: string, more: object = {}) {
  const { status, body } = await ask('POST', '/webhooks', { url, ...more })
  if (status !== 201) throw new Error(`not added: ${status} ${JSON.stringify(body)}`)
  return body as { id: string; secret: string }
}

describe('what is put in the outbox', () => {
  it('goes to every address of the user once, and to the panel', async () => {
    const world = await startNotices()
    const panel = await startPanel()
    const { secret } = await addWebhook(world, panel.url)
    const emails = ['jan@panel.example', 'jan@thuis.example', 'jan@panel.example']
    const at = Date.UTC(2026, 10, 2, 8, 30)
    const user = { id: 'u-1', emails, locale: 'nl-NL' }
    await world.enqueue(noticeOf({ at, user, from: '203.0.113.7' }))
    await world.start().look()

    const mails = mailsIn(world)
    expect(mails.flatMap(({ header }) => header('to')).sort()).toEqual([
      'jan@panel.example',
      'jan@thuis.example',
    ])
    for (const { text, header } of mails) {
      expect(header('subject')).toEqual(['Tenant demo: inlogmethode toegevoegd'])
      expect(text).toContain('Wanneer: maandag 2 november 2026 om 09:30\nVanaf: 203.0.113.7')
      expect(text).toContain('Neem dan meteen contact op met Tenant demo.')
    }
    expect(panel.received).toHaveLength(1)
    expect(verify(secret, panel.received[0]!)).toEqual({
      type: 'factor.added',
      timestamp: '2026-11-02T08:30:00.000Z',
      data: { factorId: `fa_${'0'.repeat(40)}`, userId: 'u-1' },
    })
  })

  it('is nowhere when its transaction is rolled back', async () => {
    const world = await startNotices()
    const panel = await startPanel()
    await addWebhook(world, panel.url)
    const failing = world.store.transaction().execute(async (within) => {
      await world.notices.enqueue(within, [noticeOf()])
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await world.start().look()
    expect([await world.rows(), panel.received]).toEqual([[], []])
  })

  it('holds no address that is not sealed, and nothing at all once it is sent', async () => {
    const world = await startNotices()
    const link = 'https://panel.example/entry/one-time-word'
    const details = { link, expiresAt: Date.now() + HOUR }
    await world.enqueue(noticeOf({ kind: 'entry', details, from: '203.0.113.7' }))
    const secrets = /jan@|one-time-word|203\.0\.113/
    expect(JSON.stringify(await world.rows())).not.toMatch(secrets)

    await world.start().look()
    expect(mailsIn(world)[0]?.text).toContain(link)
    expect(await world.rows()).toMatchObject([{ status: 'sent', payload_sealed: null }])
    expect(world.logged()).not.toMatch(secrets)
    expect(world.logged()).toContain('notice sent')
  })

  it('speaks for the tenant as it is when the mail is sent', async () => {
    const world = await startNotices()
    const policy = { locale: 'en-GB', support: { phone: '+31 85 000 0000' } }
    await world.tenant('english', policy)
    await world.enqueue(noticeOf({ tenantId: 'english' }))
    await world.start().look()
    expect(mailsIn(world)[0]?.text).toContain(
      'Then contact Tenant english right away: call +31 85 000 0000.',
    )
  })

  it('has no mails where none can be sent; panels are told all the same', async () => {
    const world = await startNotices({ mailer: null })
    const panel = await startPanel()
    await addWebhook(world, panel.url)
    await world.enqueue(noticeOf())
    await world.start().look()
    expect(world.notices.sendsMail).toBe(false)
    expect(await world.rows()).toMatchObject([{ channel: 'webhook', status: 'sent' }])
  })

  it('goes to endpoints that want it, of its tenant, that are not disabled', async () => {
    const world = await startNotices()
    const panel = await startPanel()
    const otherKey = await world.tenant('other')
    const asOther = { authorization: `Bearer ${otherKey}` }
    const to = (name: string) => `${panel.url}/${name}`
    await addWebhook(world, to('all'))
    await addWebhook(world, to('reset'), { events: ['reset.done', 'factor.added'] })
    await addWebhook(world, to('factor'), { events: ['factor.removed'] })
    const off = await addWebhook(world, to('off'))
    await world.ask('PATCH', `/webhooks/${off.id}`, { disabled: true })
    await world.ask('POST', '/webhooks', { url: to('other') }, asOther)

    const event = { tenantId: 'demo', at: 1, ids: { challengeId: 'ch_1' } }
    await world.enqueue({ ...event, type: 'reset.done' }, { ...event, type: 'challenge.reported' })
    await world.start().look()
    const told = panel.received.map(({ path, text }) => [path, JSON.parse(text).type].join(' '))
    expect(told.sort()).toEqual([
      '/hooks/all challenge.reported',
      '/hooks/all reset.done',
      '/hooks/reset reset.done',
    ])
    const ids = panel.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(2)
  })

  it('may be nothing', async () => {
    const world = await startNotices()
    await world.enqueue()
    await world.enqueue(noticeOf({ user: { id: 'u-1', emails: [], locale: null } }))
    expect(await world.rows()).toEqual([])
  })
})

describe('what cannot be delivered', () => {
  it('is tried again after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h, then it is dead', async () => {
    const world = await startNotices()
    const panel = await startPanel((response) => response.writeHead(500).end())
    const { id, secret } = await addWebhook(world, panel.url)
    await world.enqueue({ tenantId: 'demo', type: 'reset.done', at: 1, ids: { userId: 'u-1' } })
    const delivery = world.start()
    await delivery.look()
    expect(panel.received).toHaveLength(1)

    const waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    for (const [turn, seconds] of waits.entries()) {
      world.clock.advance(seconds * SECOND - SECOND)
      await delivery.look()
      expect(panel.received, `before ${seconds} s`).toHaveLength(turn + 1)
      world.clock.advance(seconds * 110 + SECOND)
      await delivery.look()
      expect(panel.received, `after ${seconds} s`).toHaveLength(turn + 2)
    }
    world.clock.advance(30 * DAY)
    await delivery.look()
    expect(panel.received).toHaveLength(10)
    const [row] = await world.rows()
    expect(row).toMatchObject({ status: 'dead', attempts: 10, last_fault: 'status-500' })
    expect(new Set(panel.received.map(({ text }) => text)).size).toBe(1)

    const events = await world.store.selectFrom('audit_events').selectAll().execute()
    const dead = events.filter(({ kind }) => kind === 'notice.dead')
    expect(dead).toMatchObject([{ tenant_id: 'demo', about: row?.id }])
    expect(JSON.parse(dead[0]?.detail ?? '')).toEqual({
      ...{ notice: 'reset.done', channel: 'webhook', fault: 'status-500', attempts: 10 },
    })
    expect([id, secret]).toBeDefined()
  })

  it.each([
    ['a redirect', 302, 'status-302'],
    ['not found', 404, 'status-404'],
  ])('%s is no delivery', async (_what, status, fault) => {
    const world = await startNotices()
    const panel = await startPanel((response) =>
      response.writeHead(status, { location: '/x' }).end(),
    )
    await addWebhook(world, panel.url)
    await world.enqueue({ tenantId: 'demo', type: 'reset.done', at: 1, ids: {} })
    await world.start().look()
    expect(await world.rows()).toMatchObject([{ status: 'queued', attempts: 1, last_fault: fault }])
  })

  it('a panel that is gone for good is not told anything any more', async () => {
    const world = await startNotices()
    const panel = await startPanel((response) => response.writeHead(410).end())
    const { id } = await addWebhook(world, panel.url)
    const event = { tenantId: 'demo', type: 'reset.done', at: 1, ids: {} } as const
    await world.enqueue(event)
    const delivery = world.start()
    await delivery.look()
    await world.enqueue(event)
    await delivery.look()
    expect(panel.received).toHaveLength(1)
    expect(await world.rows()).toMatchObject([{ status: 'dead', last_fault: 'status-410' }])
    expect((await world.ask('GET', `/webhooks/${id}`)).body.disabledAt).toMatch(/^20/)
  })

  it('what waits for an endpoint that was switched off is given up', async () => {
    const world = await startNotices()
    const panel = await startPanel()
    const { id } = await addWebhook(world, panel.url)
    await world.enqueue({ tenantId: 'demo', type: 'reset.done', at: 1, ids: {} })
    await world.ask('PATCH', `/webhooks/${id}`, { disabled: true })
    await world.start().look()
    expect(panel.received).toEqual([])
    expect(await world.rows()).toMatchObject([{ status: 'dead', last_fault: 'endpoint-disabled' }])
  })

  it('a link that has expired is not mailed any more', async () => {
    const world = await startNotices()
    const details = { link: 'https://panel.example/entry/x', expiresAt: Date.now() + HOUR }
    await world.enqueue(noticeOf({ kind: 'entry', details }))
    world.clock.advance(HOUR)
    await world.start().look()
    expect(await world.rows()).toMatchObject([{ status: 'dead', last_fault: 'too-late' }])
    expect(() => mailsIn(world)).toThrow('ENOENT')
  })

  it('what a lost key sealed is a fault of ours: it waits until the key is back', async () => {
    const world = await startNotices()
    await world.enqueue(noticeOf())
    const keyring = createKeyring([{ id: 'new', key: Buffer.alloc(32, 8) }])
    const delivery = world.start({ keyring })
    await delivery.look()
    await delivery.stop()
    expect(await world.rows()).toMatchObject([{ status: 'queued', last_fault: 'internal' }])
    world.clock.advance(6 * SECOND)
    await world.start().look()
    expect(await world.rows()).toMatchObject([{ status: 'sent', attempts: 2, last_fault: null }])
  })
})

describe('by a real mail server', () => {
  /** Refuses one recipient for good and another one for now. */
  async function startSmtp(world: { answers: Record<string, number> }) {
    const received: string[] = []
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      authOptional: true,
      closeTimeout: 100,
      onRcptTo({ address }, _session, done) {
        const code = world.answers[address]
        done(code ? Object.assign(new Error('no'), { responseCode: code }) : null)
      },
      onData(stream, _session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk) => chunks.push(chunk))
        stream.on('end', () => {
          received.push(Buffer.concat(chunks).toString())
          done()
        })
      },
    })
    const port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const from = { name: '', address: 'no-reply@panel.example' }
    const mailer = createSmtpMailer({ url: new Secret(`smtp://127.0.0.1:${port}`), from })
    return { mailer, received: () => received.map(readMail) }
  }

  it('each address has its own fate: taken, refused for good, taken the second time', async () => {
    const answers: Record<string, number> = { 'gone@panel.example': 550, 'full@panel.example': 452 }
    const smtp = await startSmtp({ answers })
    const world = await startNotices({ mailer: smtp.mailer })
    const emails = ['jan@panel.example', 'gone@panel.example', 'full@panel.example']
    await world.enqueue(noticeOf({ user: { id: 'u-1', emails, locale: null } }))
    const delivery = world.start()
    await delivery.look()
    const fates = async () =>
      (await world.rows()).map(({ status, last_fault }) => `${status} ${last_fault}`).sort()
    expect(await fates()).toEqual(['dead smtp-550', 'queued smtp-452', 'sent null'])

    delete answers['full@panel.example']
    world.clock.advance(6 * SECOND)
    await delivery.look()
    expect(await fates()).toEqual(['dead smtp-550', 'sent null', 'sent null'])
    expect(smtp.received().flatMap(({ header }) => header('to'))).toEqual([
      'jan@panel.example',
      'full@panel.example',
    ])
    expect(world.logged()).not.toMatch(/@panel\.example/)
  })
})

describe('workers', () => {
  const lease = { channel: 'mail', leaseMs: 60_000, except: [] } as const

  it('what a dead one held is delivered by another when its lease ends', async () => {
    const world = await startNotices()
    await world.enqueue(noticeOf())
    const held = await claimDue(world.store, { ...lease, at: world.clock.now() })
    const delivery = world.start()
    await delivery.look()
    expect(held?.status).toBe('queued')
    expect((await world.rows())[0]).toMatchObject({ status: 'queued', attempts: 1 })
    world.clock.advance(61 * SECOND)
    await delivery.look()
    expect((await world.rows())[0]).toMatchObject({ status: 'sent', attempts: 2 })
  })

  it('one that comes back too late changes nothing', async () => {
    const world = await startNotices()
    await world.enqueue(noticeOf())
    const { store, clock } = world
    const slow = await claimDue(store, { ...lease, at: clock.now() })
    clock.advance(61 * SECOND)
    const other = await claimDue(store, { ...lease, at: clock.now() })
    await tryLater(store, slow!, 'timeout', clock.now())
    expect(await claimDue(store, { ...lease, at: clock.now() })).toBeNull()
    await markSent(store, other!, clock.now())
    await tryLater(store, slow!, 'timeout', clock.now())
    await tryLater(store, other!, 'timeout', clock.now())
    expect((await world.rows())[0]).toMatchObject({ status: 'sent', attempts: 2 })
  })

  it('are woken by a signal, not by the clock', async () => {
    const world = await startNotices()
    const clock = { now: world.clock.now, every: () => () => {} }
    world.start({ clock })
    await world.enqueue(noticeOf())
    world.notices.wake()
    await eventually(world.rows, ([row]) => row?.status === 'sent', 2000)
  })

  it('look every second by themselves', async () => {
    const world = await startNotices()
    world.start()
    await world.enqueue(noticeOf())
    await eventually(world.rows, ([row]) => row?.status === 'sent', 3000)
  })

  it('one that stops finishes what it has begun and begins nothing', async () => {
    const world = await startNotices()
    const holding: (() => void)[] = []
    const panel = await startPanel((response) => holding.push(() => response.end()))
    await addWebhook(world, panel.url)
    await world.enqueue({ tenantId: 'demo', type: 'reset.done', at: 1, ids: {} })
    const delivery = world.start()
    void delivery.look()
    await eventually(
      () => holding.length,
      (count) => count === 1,
    )
    const stopped = delivery.stop()
    await world.enqueue({ tenantId: 'demo', type: 'reset.requested', at: 1, ids: {} })
    world.notices.wake()
    holding[0]?.()
    await stopped
    expect((await world.rows()).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'reset.done sent',
      'reset.requested queued',
    ])
  })

  it('do not wait for a panel that hangs: mails and other panels go on', async () => {
    const world = await startNotices()
    const open = { now: 0, most: 0 }
    const stuck = await startPanel((response) => {
      open.now += 1
      open.most = Math.max(open.most, open.now)
      response.on('close', () => {
        open.now -= 1
      })
    })
    const panel = await startPanel()
    await addWebhook(world, stuck.url, { events: ['reset.done'] })
    await addWebhook(world, panel.url, { events: ['reset.requested'] })
    const event = { tenantId: 'demo', at: 1, ids: {} } as const
    await world.enqueue(
      ...Array.from({ length: 40 }, () => ({ ...event, type: 'reset.done' as const })),
    )
    await world.enqueue({ ...event, type: 'reset.requested' }, noticeOf())
    const delivery = world.start()
    void delivery.look()
    await eventually(
      () => panel.received.length,
      (count) => count === 1,
      2000,
    )
    await eventually(world.rows, (rows) =>
      rows.some(({ channel, status }) => channel === 'mail' && status === 'sent'),
    )
    expect(open.most).toBe(4)
  })
})

it('is forgotten: a week after it was sent, a month after it died, an old secret after a day', async () => {
  const world = await startNotices()
  const panel = await startPanel((response, { text }) =>
    response.writeHead(text.includes('reset.done') ? 200 : 410).end(),
  )
  const { id } = await addWebhook(world, panel.url)
  await world.ask('POST', `/webhooks/${id}/rotate-secret`)
  const event = { tenantId: 'demo', at: 1, ids: {} } as const
  await world.enqueue({ ...event, type: 'reset.done' }, { ...event, type: 'reset.requested' })
  await world.start().look()
  const statuses = async () => (await world.rows()).map(({ status }) => status).sort()
  const oldSecrets = async () => {
    const rows = await world.store.selectFrom('webhook_endpoints').selectAll().execute()
    return rows.filter((row) => row.old_secret_sealed !== null).length
  }
  const after = async (ms: number) => {
    world.clock.advance(ms)
    await world.notices.tidy()
    return [await oldSecrets(), ...(await statuses())]
  }
  expect(await after(23 * HOUR)).toEqual([1, 'dead', 'sent'])
  expect(await after(2 * HOUR)).toEqual([0, 'dead', 'sent'])
  expect(await after(6 * DAY)).toEqual([0, 'dead'])
  expect(await after(23 * DAY)).toEqual([0])
})

it('leaves nothing of a person who is erased', async () => {
  const world = await startNotices()
  const panel = await startPanel()
  await addWebhook(world, panel.url)
  const other = { id: 'u-2', emails: ['piet@panel.example'], locale: null }
  await world.enqueue(noticeOf(), noticeOf({ user: other }))
  await eraseNoticesOf(world.store, { tenantId: 'demo', userId: 'u-1' })
  expect((await world.rows()).map(({ user_id }) => user_id)).toEqual(['u-2', 'u-2'])
})
