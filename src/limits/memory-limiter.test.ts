import { describe, expect, it } from 'vitest'
import { limiterContract } from '../../test/contract/limiter-contract.ts'
import type { Limit } from './limiter.ts'
import { createMemoryLimiter } from './memory-limiter.ts'

limiterContract('memory', createMemoryLimiter)

describe('memory limiter, its own promises', () => {
  const perSecond: Limit = { name: 'per-second', quota: 3, windowSeconds: 1 }

  function start() {
    const clock = { time: 1_000_000 }
    return { clock, limiter: createMemoryLimiter({ now: () => clock.time }) }
  }

  it('keeps no more keys than are in use, over a million subjects', async () => {
    const { clock, limiter } = start()
    let most = 0
    for (let round = 0; round < 10_000; round++) {
      clock.time += 100
      const charges = Array.from({ length: 100 }, (_, i) => ({
        limit: perSecond,
        subject: `${round}-${i}`,
      }))
      await limiter.take(charges, { id: `use-${round}` })
      most = Math.max(most, limiter.keyCount())
    }
    // A thousand subjects are in their window at any time.
    expect(most).toBeGreaterThanOrEqual(1_000)
    expect(most).toBeLessThan(4_000)
  }, 30_000)

  it('lets go of keys even when every take is refused', async () => {
    const { clock, limiter } = start()
    const closed: Limit = { name: 'closed', quota: 0, windowSeconds: 1 }
    for (let i = 0; i < 100; i++) {
      await limiter.take([{ limit: perSecond, subject: `${i}` }], { id: 'use' })
    }
    clock.time += 1_000
    for (let i = 0; i < 110; i++) await limiter.take([{ limit: closed, subject: 's' }], { id: 'x' })
    expect(limiter.keyCount()).toBe(0)
  })

  it('a key whose uses are all given back is gone at once', async () => {
    const { limiter } = start()
    const charges = [{ limit: perSecond, subject: 's' }]
    await limiter.take(charges, { id: 'a' })
    await limiter.take(charges, { id: 'b' })
    await limiter.giveBack(charges, 'a')
    expect(limiter.keyCount()).toBe(1)
    await limiter.giveBack(charges, 'b')
    expect(limiter.keyCount()).toBe(0)
  })

  it('does not drop a key that is still counted while it walks round', async () => {
    const { clock, limiter } = start()
    const long: Limit = { name: 'long', quota: 1, windowSeconds: 3600 }
    await limiter.take([{ limit: long, subject: 'kept' }], { id: 'first' })
    for (let i = 0; i < 2_000; i++) {
      clock.time += 1_000
      await limiter.take([{ limit: perSecond, subject: `${i}` }], { id: 'use' })
    }
    expect(await limiter.take([{ limit: long, subject: 'kept' }], { id: 'second' })).toMatchObject({
      taken: false,
      refusedBy: { retryAfterMs: 1_600_000 },
    })
  })

  it('a clock that is set back lets nothing extra through', async () => {
    const { clock, limiter } = start()
    const charges = [{ limit: perSecond, subject: 's' }]
    await limiter.take(charges, { id: 'a' })
    clock.time -= 600
    await limiter.take(charges, { id: 'b' })
    await limiter.take(charges, { id: 'c' })
    expect(await limiter.take(charges, { id: 'd' })).toMatchObject({
      taken: false,
      refusedBy: { retryAfterMs: 1_600 },
    })
    clock.time += 1_599
    await limiter.take([{ limit: perSecond, subject: 'walks past' }], { id: 'e' })
    expect(await limiter.take(charges, { id: 'd' })).toMatchObject({ taken: false })
    clock.time += 1
    expect(await limiter.take(charges, { id: 'd' })).toMatchObject({ taken: true })
  })

  it('refuses by the same limit when nobody asks how the others stand', async () => {
    const [one, other] = [start(), start()]
    const perTen: Limit = { name: 'per-ten', quota: 7, windowSeconds: 10 }
    const refusals = new Set<string>()
    for (let use = 0; use < 200; use++) {
      const charges = [perSecond, perTen].map((limit) => ({ limit, subject: `${use % 3}` }))
      const [told, untold] = await Promise.all([
        one.limiter.take(charges, { id: `${use}` }),
        other.limiter.tryTake(charges, { id: `${use}` }),
      ])
      expect(untold).toEqual(told.taken ? null : told.refusedBy)
      refusals.add(untold?.limit.name ?? 'none')
      one.clock.time += 90
      other.clock.time += 90
    }
    expect([...refusals].sort()).toEqual(['none', 'per-second', 'per-ten'])
  })
})
