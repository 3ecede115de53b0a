import { expect, it } from 'vitest'
import { compileRules } from '../../src/limits/index.ts'
import { askForReset, type LoginParts } from '../../src/logins/index.ts'
import {
  addLogin,
  DAY_MS,
  HOME_IP,
  type LoginWorld,
  openLoginWorld,
  PASSWORD,
  tryLogin,
} from '../integration/logins-world.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain (T12): learning which login names exist, by what is answered, by its status, or by how long it takes. */

/** The same world with a hasher that is watched, and limits that are never full. */
async function watched() {
  const world = await openLoginWorld()
  await addLogin(world)
  await addLogin(world, { userId: 'replaced' })
  const tried: string[] = []
  const { hasher } = world.parts
  const parts: LoginParts = {
    ...world.parts,
    limits: { set: compileRules([]) },
    hasher: {
      hash: (password) => hasher.hash(password),
      verify(hash, password) {
        tried.push(hash.slice(0, hash.lastIndexOf('$', hash.lastIndexOf('$') - 1)))
        return hasher.verify(hash, password)
      },
    },
  }
  return { world: { ...world, parts }, tried }
}

it('every attempt costs one hash of the same price, whoever is asked for', async () => {
  const { world, tried } = await watched()
  const attempts = [
    { name: 'anna', password: 'wrong password' },
    { name: 'nobody', password: 'wrong password' },
    { name: 'nobody', password: PASSWORD },
    { name: 'nobody', password: '' },
    { name: 'anna', password: 'x'.repeat(500) },
    { name: 'nobody', password: 'x'.repeat(500) },
    { name: 'x'.repeat(300), password: PASSWORD },
    { name: '\u0000', password: PASSWORD },
    { name: 'anna', password: PASSWORD, tenantId: 'other' },
  ]
  for (const attempt of attempts) {
    tried.length = 0
    expect(await tryLogin(world, attempt)).toEqual({ outcome: 'wrong', standings: [] })
    expect(tried).toEqual(['$argon2id$v=19$m=19456,t=2,p=1'])
  }
})

it('leaves as many traces for a name that nobody has', async () => {
  const { world } = await watched()
  const written = async (name: string) => {
    const before = await countRows(world)
    await tryLogin(world, { name, password: 'wrong password' })
    const after = await countRows(world)
    return after.map((count, index) => count - (before[index] ?? 0))
  }
  expect(await written('nobody')).toEqual(await written('anna'))
})

async function countRows({ store }: LoginWorld) {
  const tables = ['logins', 'sessions', 'audit_events', 'notices'] as const
  return Promise.all(
    tables.map(async (table) => (await store.selectFrom(table).selectAll().execute()).length),
  )
}

it('takes as long: medians of many, in turns, lie close together', async () => {
  const { world } = await watched()
  const wrong = 'not the password of anybody'
  const sample = async (name: string) => {
    const began = performance.now()
    await tryLogin(world, { name, password: wrong })
    return performance.now() - began
  }
  for (let warming = 0; warming < 5; warming++) await sample(warming % 2 ? 'anna' : 'nobody')
  const known: number[] = []
  const unknown: number[] = []
  for (let turn = 0; turn < 60; turn++) {
    // In turns, so that a machine that is busy for a while is so for both.
    known.push(await sample('anna'))
    unknown.push(await sample(`nobody-${turn}`))
  }
  const [fast = 0, slow = 0] = [median(known), median(unknown)].sort((a, b) => a - b)
  // Without the hash of a name that nobody has, the one is a tenth of the other.
  expect(slow / fast, `${fast} ms and ${slow} ms`).toBeLessThan(1.5)
})

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

it('a forgotten password is answered the same, and not before a mail could be on its way', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await addLogin(world, { userId: 'mailless' })
  await world.store
    .updateTable('users')
    .set({ person_sealed: await withoutMail(world) })
    .where('id', '=', 'mailless')
    .execute()
  for (const name of ['anna', 'nobody', 'mailless']) {
    const times: number[] = []
    for (let turn = 0; turn < 3; turn++) {
      const began = performance.now()
      const ip = `203.0.113.${turn}`
      expect(await askForReset(world.parts, { tenantId: 'acme', name, ip })).toEqual({
        outcome: 'asked',
      })
      times.push(performance.now() - began)
    }
    expect(Math.min(...times), name).toBeGreaterThanOrEqual(249)
    expect(median(times), name).toBeLessThan(1500)
    world.clock.advance(DAY_MS)
  }
  expect((await world.mails()).map(({ to }) => to)).toEqual(Array(3).fill('anna@panel.example'))
})

async function withoutMail({ parts }: LoginWorld) {
  const person = JSON.stringify({ displayName: null, emails: [] })
  return parts.keyring.seal(person, 'tenant:acme:user:mailless:person')
}

it('limits are reached after as many attempts, and say the same', async () => {
  const answers = async (name: string) => {
    const world = await openLoginWorld()
    await addLogin(world)
    const seen: string[] = []
    for (let turn = 0; turn < 12; turn++) {
      const answer = await tryLogin(world, { name, password: 'wrong password' })
      // Milliseconds of waiting are not the same twice.
      seen.push(JSON.stringify(answer).replace(/("retryAfter\w+"):\d+/g, '$1'))
    }
    return seen
  }
  const known = await answers('anna')
  expect(await answers('nobody')).toEqual(known)
  expect(known.filter((answer) => answer.includes('limit-reached'))).toHaveLength(2)
})

it('over the API: the same bytes but for the path to the problem', async () => {
  const service = await startTestService()
  await service.put('/v1/users/anna', {})
  await service.put('/v1/users/anna/login', { name: 'anna', password: PASSWORD })
  const check = (name: string, ip: string) =>
    service.post('/v1/logins/check', { name, password: 'wrong password', context: { ip } })
  const known = await check('anna', HOME_IP)
  const unknown = await check('nobody', '203.0.113.8')
  expect(known.status).toBe(422)
  expect(unknown.text).toBe(known.text)
  const names = (headers: Headers) => [...headers.keys()].filter((name) => name !== 'date')
  expect(names(unknown.headers)).toEqual(names(known.headers))
  expect(unknown.headers.get('ratelimit')).toBe(known.headers.get('ratelimit'))
  expect(unknown.headers.get('content-length')).toBe(known.headers.get('content-length'))
})
