import { expect, it } from 'vitest'
import { look } from './look.ts'
import { createMemoryLimiter } from './memory-limiter.ts'

const limit = (name: string, quota: number, windowSeconds = 60) => ({ name, quota, windowSeconds })
const charge = (one: ReturnType<typeof limit>) => ({ limit: one, subject: 'anna' })

const few = [charge(limit('two', 2)), charge(limit('one', 1, 600)), charge(limit('many', 9))]

it('says what a take would be answered, and takes nothing', async () => {
  const limiter = createMemoryLimiter({ now: () => 0 })
  expect((await look(limiter, few)).taken).toBe(true)
  expect((await look(limiter, few)).taken).toBe(true)
  expect(limiter.keyCount()).toBe(0)

  await limiter.take(few, { id: 'first' })
  const refused = await limiter.take(few, { id: 'second' })
  expect(refused).toMatchObject({ taken: false, refusedBy: { limit: { name: 'one' } } })
  expect(await look(limiter, few)).toEqual(refused)
})

it('names the longest wait of all that are full', async () => {
  const limiter = createMemoryLimiter({ now: () => 0 })
  const full = [charge(limit('short', 1)), charge(limit('long', 1, 600))]
  await limiter.take(full, { id: 'first' })
  expect(await look(limiter, full)).toMatchObject({
    taken: false,
    refusedBy: { limit: { name: 'long' }, retryAfterMs: 600_000 },
  })
})
