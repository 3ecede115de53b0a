import { expect, it } from 'vitest'
import type { Tables } from '../../src/store/index.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain: passwords and login names out of a stolen database or a log. */
it('nothing of a password or a name is stored or logged but a slow hash with a key of ours', async () => {
  const service = await startTestService()
  const { put, post, store } = service
  const password = 'een kanarie in de kolenmijn'
  const name = 'kanarie.jansen'
  await put('/v1/users/anna', {})
  const once = { 'idempotency-key': 'canary' }
  expect((await put('/v1/users/anna/login', { name, password }, once)).status).toBe(204)
  const body = { name, password, context: { ip: '203.0.113.77' } }
  expect((await post('/v1/logins/check', body, once)).status).toBe(200)
  const mistaken = { ...body, name: password, password: name }
  expect((await post('/v1/logins/check', mistaken, once)).status).toBe(422)
  const weak = { name, password: 'kanarie1' }
  expect((await put('/v1/users/anna/login', weak)).status).toBe(422)

  const tables = await store.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ name: table }) =>
      store
        .selectFrom(table as keyof Tables)
        .selectAll()
        .execute(),
    ),
  )
  const dump = JSON.stringify(rows)
  for (const secret of [password, 'kanarie', '203.0.113.77']) {
    expect(dump.includes(secret), `database: ${secret}`).toBe(false)
    expect(service.logged().includes(secret), `log: ${secret}`).toBe(false)
  }
  // The key of a repeated request would keep a fast hash of the body.
  expect(await store.selectFrom('idempotency_keys').selectAll().execute()).toEqual([])
  const { password_hash } = await store
    .selectFrom('logins')
    .select('password_hash')
    .executeTakeFirstOrThrow()
  expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
