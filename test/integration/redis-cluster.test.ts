import type { Cluster } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Charge,
  compileRules,
  createMemoryLimiter,
  createRedisLimiter,
  defaultRules,
  type Limit,
  type Limiter,
  slotCharges,
} from '../../src/limits/index.ts'
import { StoreUnavailable } from '../../src/platform/problem.ts'
import { connectRedis, examineRedis, type RedisLink } from '../../src/platform/redis/index.ts'
import { limiterContract } from '../contract/limiter-contract.ts'
import { collectLog } from '../support/collect-log.ts'
import { eventually } from '../support/eventually.ts'
import { followBoth } from '../support/follow-both.ts'
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts'
import { requireRedis } from '../support/requirements.ts'

describe.skipIf(requireRedis().missing)('limits on a cluster of three nodes', () => {
  let cluster: RedisCluster
  let link: RedisLink
  const { log, lines } = collectLog()
  beforeAll(async () => {
    cluster = await startRedisCluster()
    link = connectRedis(cluster.urls, { log })
    await eventually(
      () => link.commands.status,
      (status) => status === 'ready',
    )
  })
  beforeEach(() => flush())
  afterAll(async () => {
    await link?.close()
    await cluster?.stop()
  })

  const primaries = () => (link.commands as Cluster).nodes('master')
  const flush = () => Promise.all(primaries().map((node) => node.flushall()))

  async function limiterWithTime(now: () => number): Promise<Limiter> {
    await flush()
    return createRedisLimiter(link.commands, { now })
  }

  // Its subjects have no hash tag: each key is on a node of its own choosing.
  limiterContract('cluster', (clock) => limiterWithTime(clock.now))

  it('answers every move as the twin in memory does, when nobody else takes', async () => {
    await followBoth(async () => {
      let time = 1_689_724_800_000
      const now = () => time
      const advance = (ms: number) => {
        time += ms
      }
      return { limiter: await limiterWithTime(now), twin: createMemoryLimiter({ now }), advance }
    }, 100)
  })

  const perHour: Limit = { name: 'per-hour', quota: 5, windowSeconds: 3600 }
  const wide: Limit = { name: 'wide', quota: 1000, windowSeconds: 3600 }
  const charge = (limit: Limit, subject: string): Charge => ({ limit, subject })

  it('all keys of a tenant are on one node, and tenants are spread over all three', async () => {
    const limiter = createRedisLimiter(link.commands)
    const tenants = Array.from({ length: 60 }, (_, i) => `{te_${i}}`)
    for (const tenant of tenants) {
      const charges = [charge(perHour, tenant), charge(perHour, `${tenant}:number:x`)]
      await limiter.take(charges, { id: 'use' })
    }
    const keysByNode = await Promise.all(primaries().map((node) => node.keys('*')))
    expect(keysByNode.flat()).toHaveLength(120)
    const tenantsByNode = keysByNode.map(
      (keys) => new Set(keys.map((key) => /\{.*\}/.exec(key)?.[0])),
    )
    for (const found of tenantsByNode) expect(found.size).toBeGreaterThan(5)
    expect(tenantsByNode.reduce((sum, { size }) => sum + size, 0)).toBe(60)
  })

  it('what a full global limit refuses is undone for the tenant, a replaced slot included', async () => {
    const limiter = createRedisLimiter(link.commands)
    const who = { tenantId: 'te_1', numberSubject: 'x' }
    const slots = slotCharges(compileRules(defaultRules), who).map(({ limit, subject }) =>
      charge({ ...limit, quota: 1 }, subject),
    )
    const closed = charge({ name: 'closed', quota: 0, windowSeconds: 60 }, '{global}')
    await limiter.take(slots, { id: 'ca_1' })
    const before = await snapshot()

    const refused = await limiter.take([...slots, closed], { id: 'ca_2', replaces: 'ca_1' })
    expect(refused).toMatchObject({ taken: false, refusedBy: { limit: { name: 'closed' } } })
    expect(await snapshot()).toEqual(before)
  })

  async function snapshot() {
    const perNode = primaries().map(async (node) => {
      const entries = (await node.keys('*')).map(
        async (key) => [key, await node.zrange(key, '0', '-1', 'WITHSCORES')] as const,
      )
      return Promise.all(entries)
    })
    return Object.fromEntries((await Promise.all(perNode)).flat())
  }

  it('400 at once on a limit of 5 of one tag admit exactly 5, over two tags never more', async () => {
    const limiter = createRedisLimiter(link.commands)
    const race = async (charges: readonly Charge[]) => {
      const takes = Array.from({ length: 400 }, (_, i) => limiter.take(charges, { id: `use-${i}` }))
      return (await Promise.all(takes)).filter(({ taken }) => taken).length
    }
    for (let round = 0; round < 20; round++) {
      const one = [charge(perHour, `{te_${round}}`), charge(wide, `{te_${round}}`)]
      expect(await race(one)).toBe(5)

      const two = [
        charge(wide, `{te_${round}}:a`),
        charge({ ...perHour, name: `g-${round}` }, '{global}'),
      ]
      expect(await race(two)).toBe(5)
      expect(await limiter.peek(two)).toMatchObject([{ remaining: 995 }, { remaining: 0 }])
    }
  })

  it('two limits that are both scarce never let more through than either', async () => {
    const limiter = createRedisLimiter(link.commands)
    for (let round = 0; round < 20; round++) {
      const charges = [
        charge(perHour, `{te_${round}}`),
        charge({ ...perHour, name: `g-${round}`, quota: 3 }, '{global}'),
      ]
      const takes = Array.from({ length: 400 }, (_, i) => limiter.take(charges, { id: `use-${i}` }))
      const admitted = (await Promise.all(takes)).filter(({ taken }) => taken).length
      expect(admitted).toBeGreaterThan(0)
      expect(admitted).toBeLessThanOrEqual(3)
      expect(await limiter.peek(charges)).toMatchObject([
        { remaining: 5 - admitted },
        { remaining: 3 - admitted },
      ])
    }
  })

  it('is examined node by node', async () => {
    const findings = await examineRedis(link.commands)
    const addresses = cluster.nodes.map(({ port }) => `Node 127.0.0.1:${port}: `)
    for (const address of addresses)
      expect(findings.filter(({ fault }) => fault.startsWith(address))).toHaveLength(1)
  })

  describe('that loses nodes', () => {
    const limiter = () => createRedisLimiter(link.commands)
    const charges = [charge(wide, '{te_1}'), charge(wide, '{te_2}'), charge(wide, '{te_5}')]

    async function refusesInTime(id: string) {
      const startedAt = performance.now()
      await expect(limiter().take(charges, { id })).rejects.toThrow(StoreUnavailable)
      expect(performance.now() - startedAt).toBeLessThan(1500)
    }

    async function isWholeInTime() {
      const backAt = performance.now()
      const answers = () =>
        limiter()
          .take(charges, { id: 'after' })
          .then(
            () => true,
            () => false,
          )
      await eventually(answers, Boolean)
      expect(performance.now() - backAt).toBeLessThan(5000)
    }

    it.each([
      ['one', [0]],
      ['all three', [0, 1, 2]],
    ])('%s: refuses within 1.5 s, and is whole again within 5 s of the return', async (_, lost) => {
      const written = lines.length
      await limiter().take(charges, { id: 'before' })
      const nodes = lost.map((index) => cluster.nodes[index]!)
      await Promise.all(nodes.map((node) => node.kill()))
      for (let i = 0; i < 4; i++) await refusesInTime(`lost-${i}`)
      const told = () => lines.slice(written).map((line) => JSON.parse(line).msg)
      await eventually(told, (words) => words.some((word) => /cannot be reached/.test(word)))
      await Promise.all(nodes.map((node) => node.startAgain()))
      await isWholeInTime()

      await eventually(told, (words) => words.some((word) => /is back/.test(word)))
      const most = nodes.length + 1
      expect(told().filter((word) => /cannot be reached/.test(word)).length).toBeLessThanOrEqual(
        most,
      )
    })
  })
})
