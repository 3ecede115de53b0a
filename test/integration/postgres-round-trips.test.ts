import { randomBytes } from 'node:crypto'
import { expect, inject, it, onTestFinished } from 'vitest'
import { addApiKey } from '../../src/accounts/index.ts'
import { readConfig } from '../../src/config.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { createLog } from '../../src/platform/log.ts'
import { createService } from '../../src/service.ts'
import { openStore } from '../../src/store/index.ts'
import { wrongCodeFor } from '../support/code-of.ts'
import { createDatabase, dropDatabase } from '../support/postgres-server.ts'
import { countTrips } from '../support/trip-counter.ts'

/**
 * What a login waits for: round trips to PostgreSQL, counted on the wire. The service is not started,
 * so that nothing goes on beside the requests. An idempotency key costs two more.
 */

const KEY = 'bel_test_key_that_is_long_enough_for_a_key'

async function startCounted() {
  const adminUrl = inject('servers')?.postgresUrl ?? ''
  const databaseUrl = await createDatabase(adminUrl)
  const counter = await countTrips(databaseUrl)
  const config = readConfig({
    DATABASE_URL: counter.url,
    SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
    BOOTSTRAP_API_KEY: KEY,
  })
  const service = await createService(config, { log: createLog('silent') })
  const store = await openStore(databaseUrl)
  onTestFinished(async () => {
    await store.destroy()
    await service.stop()
    await counter.close()
    await dropDatabase(adminUrl, databaseUrl)
  })
  const post = (url: string, payload: object, key = KEY) =>
    service.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { authorization: `Bearer ${key}` },
    })
  const codeOf = async (id: string) => {
    const { code_sealed } = await store
      .selectFrom('challenges')
      .select('code_sealed')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return createKeyring(config.secretKeys ?? []).open(code_sealed ?? '', `challenge:${id}:code`)
  }
  return { counter, store, post, codeOf }
}

it('two to start and two to verify; one more for a key not seen within the second', async () => {
  const { counter, store, post, codeOf } = await startCounted()
  const opened: string[] = []
  const start = async (key = KEY) => {
    const number = `06${String(30_000_000 + opened.length)}`
    const answer = await post('/v1/challenges', { to: number }, key)
    expect(answer.statusCode, answer.payload).toBe(201)
    opened.push(answer.json().id)
  }
  const verify = async (id: string, code: string, status: number) =>
    expect((await post(`/v1/challenges/${id}/verify`, { code })).statusCode).toBe(status)

  // Connections are made when they are first needed, and the key is read once a second.
  await start()
  await start()
  const warmStart = await counter.tripsOf(start)
  const key = 'bel_another_key_that_is_long_enough_too'
  await addApiKey(store, { tenantId: 'demo', key, label: 'cold', scopes: ['challenges'] })
  const coldStart = await counter.tripsOf(() => start(key))

  const [id = ''] = opened
  const code = await codeOf(id)
  await verify(id, wrongCodeFor(code), 422)
  const wrong = await counter.tripsOf(() => verify(id, wrongCodeFor(code), 422))
  const right = await counter.tripsOf(() => verify(id, code, 200))

  expect({ warmStart, coldStart, wrong }).toEqual({ warmStart: 2, coldStart: 3, wrong: 2 })
  // Who is told of the call that ends is told beside the answer.
  expect(right).toBe(2)
})
