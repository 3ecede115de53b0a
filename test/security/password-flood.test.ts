import { expect, it } from 'vitest'
import { createHasher } from '../../src/logins/index.ts'
import { addLogin, openLoginWorld, tryLogin } from '../integration/logins-world.ts'

/** Gain: a machine that has no time for anybody, by letting it hash passwords. */
it('a flood of passwords is turned away, uncounted, and the next one is looked at', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const hasher = createHasher({ pepper: Buffer.alloc(32), atOnce: 2, waiting: 5 })
  const flooded = { ...world, parts: { ...world.parts, hasher } }
  const flood = Array.from({ length: 40 }, (_, index) =>
    tryLogin(flooded, { name: `user-${index}`, ip: `198.51.100.${index}`, password: 'x' }),
  )
  const answers = await Promise.all(flood)
  const busy = answers.filter(({ outcome }) => outcome === 'busy')
  expect(busy.length).toBeGreaterThan(20)
  expect(answers.filter(({ outcome }) => outcome === 'wrong').length).toBe(40 - busy.length)
  expect((await tryLogin(flooded, { name: 'user-1', password: 'x' })).outcome).toBe('wrong')
  const events = await world.store
    .selectFrom('audit_events')
    .select('id')
    .where('kind', '=', 'password.wrong')
    .execute()
  expect(events).toHaveLength(41 - busy.length)
})

it('twenty megabytes times two is all the memory that passwords take', async () => {
  const hasher = createHasher({ pepper: Buffer.alloc(32), waiting: 200 })
  await hasher.hash('warm')
  const before = process.memoryUsage().rss
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 5)
  await Promise.all(Array.from({ length: 60 }, () => hasher.hash('x')))
  clearInterval(timer)
  // All at once they would take more than a gigabyte.
  expect((most - before) / 2 ** 20).toBeLessThan(200)
})
