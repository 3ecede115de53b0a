import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Store, Tables } from '../../src/store/index.ts'
import { callIs, codeHeard, NUMBER, open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

/**
 * Gain (T20): codes, numbers, tokens and keys from logs, metrics or a stolen database. Whole flows
 * run, then everything that was written anywhere is searched for what must not be there.
 */
it('leaves no code, number, key or token in logs, metrics or the database', async () => {
  const service = await startTestService()
  const secrets = new Set([service.key, '612345678', '687654321'])
  const phone = service.phones.phone(NUMBER)

  await phone.behave('answers-and-presses-what-is-asked')
  const approved = await open(service, {
    context: { ip: '203.0.113.77', userAgent: 'canary-agent' },
  })
  secrets.add(await codeOf(service, approved.id))
  await callIs(service, approved.id, 'completed')
  const call = await phone.lastCall()
  const code = codeHeard(await service.phones.transcript(call?.sid ?? ''))
  const { body } = await service.post(
    `/v1/challenges/${approved.id}/verify`,
    { code },
    { 'idempotency-key': 'canary-idempotency' },
  )
  secrets.add(body.assertion).add('203.0.113.77').add('canary-agent').add('canary-idempotency')

  service.clock.advance(3_600_000)
  await phone.behave('not-me')
  const reported = await open(service)
  secrets.add(await codeOf(service, reported.id))
  await callIs(service, reported.id, 'reported')

  const other = await open(service, { to: '06 87654321', gate: 'match' })
  const otherCode = await codeOf(service, other.id)
  secrets.add(otherCode)
  await service.post(`/v1/challenges/${other.id}/verify`, { code: wrongCodeFor(otherCode) })
  await service.post('/v1/challenges', { to: '06 87654321 bad' })
  await service.post('/v1/challenges', { to: '0900-687654321' })
  await service.get(`/v1/challenges/06-87654321?number=0612345678`)
  const metrics = (await service.get('/metrics')).text
  const columns = await openColumns(service.store)
  await service.stop()

  const database = ['belcode.db', 'belcode.db-wal']
    .map((file) => readIfThere(`${service.folder}/${file}`))
    .join('')
  for (const secret of secrets) {
    expect(service.logged().includes(secret), `log: ${secret}`).toBe(false)
    expect(metrics.includes(secret), `metrics: ${secret}`).toBe(false)
    expect(columns.includes(secret), `a column: ${secret}`).toBe(false)
    // Six digits may stand by chance among the bytes of numbers and sealed texts.
    if (!/^\d{6}$/.test(secret))
      expect(database.includes(secret), `database: ${secret}`).toBe(false)
  }
  expect(service.logged()).toContain('"route":"/v1/challenges/:id/verify"')
})

/** Every text that is stored and not sealed. */
async function openColumns(store: Store) {
  const tables = await store.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ name }) =>
      store
        .selectFrom(name as keyof Tables)
        .selectAll()
        .execute(),
    ),
  )
  return rows
    .flat()
    .flatMap((row) => Object.entries(row))
    .filter(([name, value]) => typeof value === 'string' && !/sealed$/.test(name))
    .map(([, value]) => value)
    .join('\n')
}

function readIfThere(file: string) {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
