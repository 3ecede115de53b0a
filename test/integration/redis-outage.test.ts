import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Charge,
  createRedisLimiter,
  type Limit,
  type Limiter,
} from '../../src/limits/index.ts'
import { StoreUnavailable } from '../../src/platform/problem.ts'
import { connectRedis, type RedisLink } from '../../src/platform/redis/index.ts'
import { collectLog } from '../support/collect-log.ts'
import { eventually } from '../support/eventually.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { requireRedis } from '../support/requirements.ts'

const ANSWERS_WITHIN_MS = 1500
const WHOLE_WITHIN_MS = 5000

const perHour: Limit = { name: 'per-hour', quota: 5, windowSeconds: 3600 }
const charges: readonly Charge[] = [{ limit: perHour, subject: '{te_1}' }]

const methods: Readonly<Record<string, (limiter: Limiter) => Promise<unknown>>> = {
  take: (limiter) => limiter.take(charges, { id: 'lost' }),
  giveBack: (limiter) => limiter.giveBack(charges, 'lost'),
  peek: (limiter) => limiter.peek(charges),
}

describe.skipIf(requireRedis().missing)('Redis away', () => {
  let server: RedisServer
  let link: RedisLink
  let limiter: Limiter
  let logged: readonly string[]
  beforeEach(async () => {
    server = await startRedis()
    open([server.url])
    await isReady()
  })
  afterEach(async () => {
    await link.close()
    await server.stop()
  })

  function open(urls: readonly string[]) {
    const { log, lines } = collectLog()
    logged = lines
    link = connectRedis(urls, { log })
    limiter = createRedisLimiter(link.commands)
  }

  const isReady = () =>
    eventually(
      () => [link.commands.status, link.subscriber.status],
      (statuses) => statuses.every((status) => status === 'ready'),
    )
  const isGivenUp = () =>
    eventually(
      () => link.commands.status,
      (status) => status !== 'ready',
    )
  const remaining = async () => (await limiter.peek(charges))[0]?.remaining

  async function refusesInTime(act: () => Promise<unknown>) {
    const startedAt = performance.now()
    await expect(act()).rejects.toThrow(StoreUnavailable)
    expect(performance.now() - startedAt).toBeLessThan(ANSWERS_WITHIN_MS)
  }

  async function isWholeInTime(id: string) {
    const backAt = performance.now()
    await eventually(
      () =>
        limiter.take(charges, { id }).then(
          ({ taken }) => taken,
          () => false,
        ),
      Boolean,
    )
    await eventually(
      () => link.subscriber.status,
      (status) => status === 'ready',
    )
    expect(performance.now() - backAt).toBeLessThan(WHOLE_WITHIN_MS)
  }

  describe.each(Object.entries(methods))('%s', (_name, act) => {
    it('killed: refuses, a hundred at once too, and is whole again after it starts', async () => {
      const under = Array.from({ length: 100 }, () => refusesInTime(() => act(limiter)))
      await server.kill()
      await Promise.allSettled(under)
      await Promise.all(Array.from({ length: 100 }, () => refusesInTime(() => act(limiter))))
      await server.startAgain()
      await isWholeInTime('after')
    })

    it('frozen: refuses, a hundred at once too, and is whole again when it goes on', async () => {
      server.pause()
      await Promise.all(Array.from({ length: 100 }, () => refusesInTime(() => act(limiter))))
      server.resume()
      await isWholeInTime('after')
    })

    it('frozen for longer: refuses at once after its connection was given up', async () => {
      server.pause()
      await refusesInTime(() => act(limiter))
      await isGivenUp()
      await Promise.all(Array.from({ length: 100 }, () => refusesInTime(() => act(limiter))))
      server.resume()
      await isWholeInTime('after')
    })
  })

  it('a take that nobody waits for any more is not charged when the server goes on', async () => {
    expect(await remaining()).toBe(5)
    server.pause()
    const takes = Array.from({ length: 5 }, (_, i) => limiter.take(charges, { id: `late-${i}` }))
    await Promise.all(takes.map((take) => expect(take).rejects.toThrow(StoreUnavailable)))
    server.resume()

    await isWholeInTime('after')
    expect(await remaining()).toBe(4)
  })

  it('nor when its connection was given up meanwhile', async () => {
    expect(await remaining()).toBe(5)
    server.pause()
    await expect(limiter.take(charges, { id: 'late' })).rejects.toThrow(StoreUnavailable)
    await isGivenUp()
    server.resume()
    await isWholeInTime('after')
    expect(await remaining()).toBe(4)
  })

  it('restarted empty: it counts from nothing, and nobody restarts us', async () => {
    await limiter.take(charges, { id: 'before' })
    await server.kill()
    await server.startAgain()
    await isWholeInTime('after')
    expect(await remaining()).toBe(4)
  })

  it('full: refuses, and counts again when there is room', async () => {
    await link.commands.config('SET', 'maxmemory', '1')
    await refusesInTime(() => limiter.take(charges, { id: 'lost' }))
    await link.commands.config('SET', 'maxmemory', '0')
    await isWholeInTime('after')
  })

  it('absent at the start: refuses, and is whole when it comes', async () => {
    await link.close()
    await server.kill()
    open([server.url])
    for (const act of Object.values(methods)) await refusesInTime(() => act(limiter))
    await refusesInTime(() => link.ping())
    await server.startAgain()
    await isWholeInTime('after')
    await link.ping()
  })

  it('writes one line when it is lost and one when it is back, for all connections', async () => {
    for (let round = 0; round < 2; round++) {
      await server.kill()
      await eventually(
        () => logged.length,
        (count) => count === 2 * round + 1,
      )
      for (let i = 0; i < 10; i++) await limiter.peek(charges).catch(() => undefined)
      await server.startAgain()
      await isReady()
      await eventually(
        () => logged.length,
        (count) => count === 2 * round + 2,
      )
    }
    const words = logged.map((line) => JSON.parse(line))
    expect(words.map(({ msg, reason }) => [msg, reason])).toEqual([
      ['Redis cannot be reached', 'ECONNREFUSED'],
      ['Redis is back', undefined],
      ['Redis cannot be reached', 'ECONNREFUSED'],
      ['Redis is back', undefined],
    ])
    expect(logged.join()).not.toContain(String(server.port))
  })

  it('a refused password stands in no error and in no log', async () => {
    await link.commands.config('SET', 'requirepass', 'right-password')
    await link.close()
    open([server.url.replace('//', '//default:wrong-password@')])
    await eventually(
      () => logged.length,
      (count) => count > 0,
    )
    expect(logged[0]).toContain('WRONGPASS')
    expect(logged.join()).not.toContain('wrong-password')

    // Each attempt to connect fails the commands that wait for it with the answer to AUTH.
    for (let i = 0; i < 20; i++) {
      const error = await limiter.peek(charges).catch((found: Error) => found)
      expect(error).toBeInstanceOf(StoreUnavailable)
      const everything = JSON.stringify(error, allProperties)
      expect(everything).not.toContain('wrong-password')
      expect(everything).not.toContain(String(server.port))
    }
    await link.close()

    open([`${server.url.replace('//', '//:right-password@')}/9`])
    await isReady()
    await limiter.take(charges, { id: 'use' })
    await link.commands.select(0)
    expect(await link.commands.dbsize()).toBe(0)
    await link.commands.select(9)
    expect(await link.commands.dbsize()).toBe(1)
  })
})

/** Those of errors too, which JSON leaves out. */
function allProperties(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const names = Object.getOwnPropertyNames(value) as (keyof Error)[]
  return Object.fromEntries(names.map((name) => [name, value[name]]))
}
