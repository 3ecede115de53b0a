import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type Charge,
  createMemoryLimiter,
  createRedisLimiter,
  type Limit,
  type Limiter,
} from '../../src/limits/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { connectRedis, type RedisLink } from '../../src/platform/redis/index.ts'
import { limiterContract } from '../contract/limiter-contract.ts'
import { eventually } from '../support/eventually.ts'
import { followBoth } from '../support/follow-both.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { requireRedis } from '../support/requirements.ts'

describe.skipIf(requireRedis().missing)('limits in Redis', () => {
  let server: RedisServer
  let link: RedisLink
  beforeAll(async () => {
    server = await startRedis()
    link = await connect()
  })
  beforeEach(() => link.commands.flushdb())
  afterAll(async () => {
    await link?.close()
    await server?.stop()
  })

  async function connect() {
    const opened = connectRedis([server.url], { log: createLog('silent') })
    await eventually(
      () => opened.commands.status,
      (status) => status === 'ready',
    )
    return opened
  }

  async function limiterWithTime(now: () => number): Promise<Limiter> {
    await link.commands.flushdb()
    return createRedisLimiter(link.commands, { now })
  }

  limiterContract('Redis', (clock) => limiterWithTime(clock.now))

  it('answers every move as its twin in memory does', async () => {
    await followBoth(async () => {
      let time = 1_689_724_800_000
      const now = () => time
      const advance = (ms: number) => {
        time += ms
      }
      return { limiter: await limiterWithTime(now), twin: createMemoryLimiter({ now }), advance }
    }, 200)
  })

  const perHour: Limit = { name: 'per-hour', quota: 5, windowSeconds: 3600 }
  const perMinute: Limit = { name: 'per-minute', quota: 2, windowSeconds: 60 }
  const charge = (limit: Limit, subject = '{te_1}'): Charge => ({ limit, subject })

  it('400 at once from two connections on a limit of 5 admit exactly 5, twenty times', async () => {
    const other = await connect()
    const limiters = [link, other].map(({ commands }) => createRedisLimiter(commands))
    const wide: Limit = { name: 'wide', quota: 1000, windowSeconds: 3600 }
    const admitted: number[] = []
    for (let round = 0; round < 20; round++) {
      const charges = [charge(wide, `{te_1}:${round}`), charge(perHour, `{te_1}:${round}`)]
      const takes = Array.from({ length: 400 }, (_, i) =>
        limiters[i % 2]!.take(charges, { id: `use-${i}` }),
      )
      admitted.push((await Promise.all(takes)).filter(({ taken }) => taken).length)
      expect(await limiters[0]!.peek(charges)).toMatchObject([{ remaining: 995 }, { remaining: 0 }])
    }
    await other.close()
    expect(admitted).toEqual(Array(20).fill(5))
  })

  it('take, giveBack and peek are one command each, over keys of all tags', async () => {
    const limiter = createRedisLimiter(link.commands)
    const charges = [
      charge(perHour),
      charge(perMinute, '{te_1}:number:x'),
      charge(perHour, '{global}'),
    ]
    await limiter.take(charges, { id: 'loads the scripts' })
    await limiter.giveBack(charges, 'loads the scripts')

    const before = await commandsOfClients()
    await limiter.take(charges, { id: 'use' })
    await limiter.peek(charges)
    await limiter.giveBack(charges, 'use')
    expect((await commandsOfClients()) - before).toBe(3)
  })

  async function commandsOfClients(): Promise<number> {
    const stats = await link.commands.info('commandstats')
    return (
      Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1]) +
      Number(/cmdstat_eval:calls=(\d+)/.exec(stats)?.[1] ?? 0)
    )
  }

  it('counts by the clock of Redis, whatever ours says', async () => {
    const limiter = createRedisLimiter(link.commands)
    await limiter.take([charge(perMinute)], { id: 'a' })
    await limiter.take([charge(perMinute)], { id: 'b' })
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() + 3_600_000 })
    try {
      expect(await limiter.take([charge(perMinute)], { id: 'c' })).toMatchObject({ taken: false })
      const [standing] = await limiter.peek([charge(perMinute)])
      expect(standing?.retryAfterMs).toBeGreaterThan(30_000)
      expect(standing?.retryAfterMs).toBeLessThanOrEqual(60_000)
    } finally {
      vi.useRealTimers()
    }
    expect(await limiter.take([charge(perHour)], { id: 'd' })).toMatchObject({ taken: true })
  })

  it('a server that forgot the scripts is told them again', async () => {
    const limiter = createRedisLimiter(link.commands)
    await limiter.take([charge(perMinute)], { id: 'a' })
    await link.commands.script('FLUSH')
    expect(await limiter.take([charge(perMinute)], { id: 'b' })).toMatchObject({
      taken: true,
      standings: [{ remaining: 0 }],
    })
  })

  it('leaves nothing behind when the windows are over', async () => {
    const limiter = createRedisLimiter(link.commands)
    const perSecond: Limit = { name: 'per-second', quota: 3, windowSeconds: 1 }
    const charges = Array.from({ length: 50 }, (_, i) => charge(perSecond, `{te_1}:${i}`))
    await limiter.take(charges, { id: 'a' })
    // Not DBSIZE: that counts what is over but not yet swept.
    const keys = () => link.commands.keys('*')
    expect(await keys()).toHaveLength(50)
    await eventually(keys, ({ length }) => length === 0)
  })

  it('every key has an expiry, and holds no more entries than its quota', async () => {
    const limiter = createRedisLimiter(link.commands)
    for (let i = 0; i < 50; i++)
      await limiter.take([charge(i % 2 ? perHour : perMinute)], { id: `use-${i}` })
    expect(await link.commands.zcard('limit:per-hour:{te_1}')).toBe(5)
    expect(await link.commands.zcard('limit:per-minute:{te_1}')).toBe(2)
    expect(await link.commands.pttl('limit:per-hour:{te_1}')).toBeGreaterThan(3_590_000)
    expect(await link.commands.pttl('limit:per-minute:{te_1}')).toBeLessThanOrEqual(61_000)
  })

  it('a use that left its window is dropped from its key by the next one', async () => {
    let time = 1_689_724_800_000
    const limiter = await limiterWithTime(() => time)
    for (let i = 0; i < 20; i++) {
      await limiter.take([charge(perMinute)], { id: `use-${i}` })
      time += 60_000
    }
    expect(await link.commands.zcard('limit:per-minute:{te_1}')).toBe(1)
  })

  it('names of keys are those of the port: a limit and a subject, nothing else', async () => {
    const limiter = createRedisLimiter(link.commands)
    await limiter.take([charge(perHour, '{te_1}:number:c0ffee')], { id: 'ca_1' })
    expect(await link.commands.keys('*')).toEqual(['limit:per-hour:{te_1}:number:c0ffee'])
    expect(await link.commands.zrange('limit:per-hour:{te_1}:number:c0ffee', '0', '-1')).toEqual([
      'ca_1',
    ])
  })
})
