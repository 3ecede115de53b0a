import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { noticeOf, startNotices, startPanel } from '../integration/notices-world.ts'

/** Gain (T20, T25): addresses, links and secrets from logs, a stolen database or another's inbox. */
it('leaves no address, link, secret or token of an address in logs, webhooks or the database', async () => {
  const world = await startNotices()
  const panel = await startPanel((response, { path }) =>
    response.writeHead(path.includes('bad') ? 500 : 200).end('canary-in-an-answer'),
  )
  const kept = await world.ask('POST', '/webhooks', { url: panel.url })
  const bad = await world.ask('POST', '/webhooks', { url: `${panel.url}/bad?token=canary-token` })
  const rotated = await world.ask('POST', `/webhooks/${kept.body.id}/rotate-secret`)
  await world.ask('POST', '/webhooks', { url: 'https://canary-user:canary-word@panel.example/' })
  const link = 'https://panel.example/entry/canary-link'
  const label = 'canary-label'
  const user = { id: 'u-1', emails: ['canary@panel.example', 'canary, two'], locale: null }
  await world.enqueue(
    noticeOf({ user, from: '203.0.113.77', details: { method: 'totp', label } }),
    noticeOf({ user, kind: 'entry', details: { link, expiresAt: Date.now() + 3_600_000 } }),
    noticeOf({ user, kind: 'number-changed', details: { shown: '+31 6 •••• ••78' } }),
  )
  const stored = async () => {
    const endpoints = await world.store.selectFrom('webhook_endpoints').selectAll().execute()
    return databaseOf(world.folder) + JSON.stringify([endpoints, await world.rows()])
  }
  const waiting = await stored()
  await world.start().look()
  await world.ask('GET', '/webhooks/deliveries')
  await world.parts.signals.close()

  const secrets = [kept, bad, rotated].map(({ body }) => body.secret as string)
  expect(secrets.every((secret) => secret.length > 40)).toBe(true)
  const personal = ['canary@panel', 'canary, two', 'canary-link', 'canary-label', '203.0.113.77']
  const places = {
    log: world.logged(),
    waiting,
    later: await stored(),
    webhooks: panel.received.map(({ text }) => text).join('\n'),
  }
  for (const [place, text] of Object.entries(places))
    for (const word of [...personal, ...secrets, 'canary-word', 'canary-in-an-answer'])
      expect(text.includes(word), `${place}: ${word}`).toBe(false)
  expect(places.log).not.toContain('canary-token')
  expect(places.webhooks).not.toMatch(/•|\+31/)
  expect(panel.received.length).toBeGreaterThan(3)
  expect(places.log).toContain('notice not sent')
})

function databaseOf(folder: string) {
  return ['belcode.db', 'belcode.db-wal']
    .map((file) => {
      try {
        return readFileSync(`${folder}/${file}`, 'latin1')
      } catch {
        return ''
      }
    })
    .join('')
}

/** Gain (T25): another tenant's secret, by putting its sealed form into one's own row. */
it('a sealed secret or payload opens in its own row alone', async () => {
  const world = await startNotices()
  const panel = await startPanel()
  for (const name of ['mine', 'theirs'])
    await world.ask('POST', '/webhooks', { url: `${panel.url}/${name}` })
  const [mine, theirs] = await world.store
    .selectFrom('webhook_endpoints')
    .selectAll()
    .orderBy('url')
    .execute()
  await world.store
    .updateTable('webhook_endpoints')
    .set({ secret_sealed: theirs?.secret_sealed ?? '' })
    .where('id', '=', mine?.id ?? '')
    .execute()
  await world.enqueue({ tenantId: 'demo', type: 'reset.done', at: 1, ids: {} }, noticeOf())
  const [mail] = (await world.rows()).filter(({ channel }) => channel === 'mail')
  await world.store
    .updateTable('notices')
    .set({ payload_sealed: mail?.payload_sealed ?? '' })
    .where('kind', '=', 'factor.added')
    .execute()
  await world.start().look()
  const told = panel.received.map(({ path, text }) => `${path} ${JSON.parse(text).type}`)
  expect(told).toEqual(['/hooks/theirs reset.done'])
})
