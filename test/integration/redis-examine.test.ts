import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { connectRedis, examineRedis, type RedisLink } from '../../src/platform/redis/index.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { startRedisCluster } from '../support/redis-cluster.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { requireRedis } from '../support/requirements.ts'

describe.skipIf(requireRedis().missing)('what is wrong with a real Redis', () => {
  let server: RedisServer
  let link: RedisLink
  const open = (...urls: readonly string[]) => connectRedis(urls, { log: createLog('silent') })
  beforeAll(async () => {
    server = await startRedis({ args: ['--appendonly', 'yes'] })
    link = open(server.url)
  })
  afterAll(async () => {
    await link?.close()
    await server?.stop()
  })

  const faults = async (now?: () => number) =>
    (await examineRedis(link.commands, now)).map(({ fault }) => fault)

  /** Looks while a setting is changed, and changes it back. */
  async function faultsWith(setting: string, value: string) {
    const [, before = ''] = (await link.commands.config('GET', setting)) as string[]
    await link.commands.config('SET', setting, value)
    try {
      return await examineRedis(link.commands)
    } finally {
      await link.commands.config('SET', setting, before)
    }
  }

  it('nothing, when it is set up as the manual says; it waits for the connection', async () => {
    expect(await faults()).toEqual([])
  })

  it('it keeps no append-only file', async () => {
    expect(await faultsWith('appendonly', 'no')).toEqual([
      {
        store: 'redis',
        fault: expect.stringContaining('no append-only file'),
        mend: expect.stringContaining('appendonly yes'),
      },
    ])
  })

  it('it evicts', async () => {
    expect(await faultsWith('maxmemory-policy', 'allkeys-lru')).toEqual([
      {
        store: 'redis',
        fault: expect.stringContaining('allkeys-lru'),
        mend: expect.stringContaining('noeviction'),
      },
    ])
  })

  it('its memory is nearly full', async () => {
    const [, used = '0'] = /used_memory:(\d+)/.exec(await link.commands.info('memory')) ?? []
    const nearlyFull = await faultsWith('maxmemory', String(Math.round(Number(used) * 1.05)))
    expect(nearlyFull).toMatchObject([{ fault: expect.stringMatching(/uses \d+ % of its memory/) }])
    expect(await faultsWith('maxmemory', String(Number(used) * 2))).toEqual([])
  })

  it('its clock is not ours', async () => {
    expect(await faults(() => Date.now() - 5000)).toEqual([
      expect.stringMatching(/clock is 5\.\d s ahead of ours/),
    ])
    expect(await faults(() => Date.now() + 5000)).toEqual([
      expect.stringMatching(/clock is \d\.\d s behind ours/),
    ])
    expect(await faults(() => Date.now() + 500)).toEqual([])
  })

  it('it is a replica', async () => {
    await link.commands.replicaof('127.0.0.1', await freePort())
    expect(await faults()).toEqual([expect.stringContaining('replica')])
    await link.commands.replicaof('NO', 'ONE')
  })

  it('it is one node of a cluster, and we do not treat it so', async () => {
    const cluster = await startRedisCluster()
    const [first = ''] = cluster.urls
    const alone = open(first)
    const findings = await examineRedis(alone.commands)
    expect(findings.map(({ fault }) => fault)).toContainEqual(
      expect.stringContaining('node of a cluster'),
    )
    await alone.close()
    await cluster.stop()
  })

  it('it cannot be reached, and why', async () => {
    const absent = open(`redis://127.0.0.1:${await freePort()}`)
    expect(await examineRedis(absent.commands)).toEqual([
      {
        store: 'redis',
        fault: 'It cannot be reached: ECONNREFUSED',
        mend: expect.stringContaining('REDIS_URL'),
      },
    ])
    await absent.close()
  })

  it('it refuses our password', async () => {
    await link.commands.config('SET', 'requirepass', 'right-password')
    const stranger = open(server.url.replace('//', '//:wrong-password@'))
    const [finding] = await examineRedis(stranger.commands)
    expect(finding?.fault).toMatch(/cannot be reached: WRONGPASS/)
    expect(JSON.stringify(finding)).not.toContain('wrong-password')
    await link.commands.config('SET', 'requirepass', '')
    await stranger.close()
  })

  it('it does not answer', async () => {
    await eventually(
      () => link.commands.status,
      (status) => status === 'ready',
    )
    server.pause()
    const startedAt = performance.now()
    expect(await faults()).toEqual([expect.stringMatching(/cannot be reached: .*timed? ?out/i)])
    expect(performance.now() - startedAt).toBeLessThan(4000)

    const late = open(server.url)
    expect((await examineRedis(late.commands))[0]?.fault).toMatch(/cannot be reached/)
    server.resume()
    await late.close()
  })
})
