import { expect, it } from 'vitest'
import type { Tables } from '../../src/store/index.ts'
import { codeOf } from '../support/code-of.ts'
import { userWithApp } from '../support/phone-app.ts'
import { startPushService, toLoopback } from '../support/push-service.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/**
 * Gain (T20): a login code, a token or where to push to, from logs, metrics, a stolen database, the
 * line to the app, or a curious push service.
 */
it('a code is readable on its device alone; tokens and endpoints are in no log and no column', async () => {
  const service = await startTestService({ parts: { publicFetch: toLoopback } })
  const app = await userWithApp(service, 'anna')
  const pushes = await startPushService()
  const browser = pushes.subscribe()
  await service.put('/device/push', browser.subscription, app.asDevice)
  const events = await app.follow()
  await events.next()

  // Refused, so that something is said of it in the log.
  pushes.answerWith(403)
  const context = { ip: '203.0.113.77', userAgent: 'canary-agent' }
  const { id } = (await service.post('/v1/challenges', { userId: 'anna', context })).body
  const code = await codeOf(service, id)
  const pushed = await pushes.nthPush(1)
  const [streamed] = (await events.next()) ?? []
  const read = await service.get('/device/challenges', app.asDevice)
  events.close()
  const metrics = (await service.get('/metrics')).text
  const columns = await openColumns(service)
  await service.post(`/device/challenges/${id}/report`, undefined, app.asDevice)
  await service.stop()

  expect([streamed.opened.code, (await app.open(read.body.challenges[0].sealed)).code]).toEqual([
    ...[code, code],
  ])
  const decrypted = browser.read(pushed.body)
  expect(decrypted.split('.')).toHaveLength(5)
  const { opened: _opened, ...line } = streamed
  // Six digits may stand by chance in what is sealed: what is written around it has none of them.
  const around = JSON.stringify({ ...line, sealed: '', headers: pushed.headers, path: pushed.path })
  const { endpoint, keys } = browser.subscription
  const texts = { log: service.logged(), metrics, columns, around }
  for (const [where, text] of Object.entries(texts)) {
    expect(text.includes(`"${code}"`), `the code in ${where}`).toBe(false)
    for (const secret of [app.token, keys.auth, 'canary-agent', '203.0.113.77'])
      expect(text.includes(secret), `${secret} in ${where}`).toBe(false)
    if (where !== 'around') expect(text.includes(new URL(endpoint).pathname), where).toBe(false)
  }
  expect(pushed.body.includes(code)).toBe(false)
  expect(service.logged()).toContain('"fault":"status-403"')
})

/** Every value that is stored and not sealed. */
async function openColumns({ store }: TestService) {
  const tables = await store.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ name }) =>
      store
        .selectFrom(name as keyof Tables)
        .selectAll()
        .execute(),
    ),
  )
  const open = rows.flat().flatMap((row) => Object.entries(row))
  return JSON.stringify(open.filter(([name]) => !/sealed$/.test(name)))
}

it('where a login came from is forgotten when it ends, however it ends', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const context = { ip: '203.0.113.77' }
  const open = async () => (await service.post('/v1/challenges', { userId: 'anna', context })).body
  const isKept = async (id: string) => {
    const row = await service.store
      .selectFrom('challenges')
      .select('context_sealed')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return row.context_sealed !== null
  }
  const ends: ((id: string) => Promise<unknown>)[] = [
    async (id) => service.post(`/v1/challenges/${id}/verify`, { code: await codeOf(service, id) }),
    (id) => service.post(`/v1/challenges/${id}/cancel`),
    async () => {
      service.clock.advance(5 * 60_000)
      await service.service.tidy()
    },
    (id) => service.post(`/device/challenges/${id}/report`, undefined, app.asDevice),
  ]
  for (const end of ends) {
    const { id } = await open()
    expect(await isKept(id)).toBe(true)
    await end(id)
    expect(await isKept(id)).toBe(false)
  }
  const bare = await service.post('/v1/challenges', { to: '06 87654321', context })
  expect(await isKept(bare.body.id)).toBe(false)
})
