import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import { connectRedis, createRedisSignals, type RedisLink } from '../../src/platform/redis/index.ts'
import { createLocalSignals, type Signals } from '../../src/platform/signals.ts'
import { eventually } from '../support/eventually.ts'
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { requireRedis } from '../support/requirements.ts'
import { signalsContract } from './signals-contract.ts'

signalsContract('local', async () => {
  const signals = createLocalSignals()
  return { one: signals, other: signals, close: () => signals.close() }
})

interface Instance {
  readonly signals: Signals
  readonly link: RedisLink
  close(): Promise<void>
}

function startInstance(urls: readonly string[]): Instance {
  const link = connectRedis(urls, { log: createLog('silent') })
  const signals = createRedisSignals(link, systemClock)
  return {
    ...{ signals, link },
    async close() {
      await signals.close()
      await link.close()
    },
  }
}

/** Two instances that hear each other. */
async function startPair(urls: readonly string[]) {
  const [one, other] = [startInstance(urls), startInstance(urls)]
  await hears(one.signals, other.signals)
  await hears(other.signals, one.signals)
  return {
    one: one.signals,
    other: other.signals,
    subscribers: [one.link.subscriber, other.link.subscriber],
    async close() {
      await Promise.all([one.close(), other.close()])
    },
  }
}

/** One call may be the one that tells every listener that its instance began to listen. */
async function hears(listening: Signals, speaking: Signals) {
  let calls = 0
  const stop = listening.subscribe('are you there', () => {
    calls++
  })
  await eventually(
    () => {
      speaking.publish('are you there')
      return calls
    },
    (reading) => reading >= 2,
  )
  stop()
}

describe.skipIf(requireRedis().missing)('over one server', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server?.stop())

  signalsContract('Redis', () => startPair([server.url]))

  it('another database of the same server is another service', async () => {
    const [here, there] = [
      await startPair([`${server.url}/0`]),
      await startPair([`${server.url}/7`]),
    ]
    let calls = 0
    there.other.subscribe('topic', () => {
      calls++
    })
    here.one.publish('topic')
    await hears(here.other, here.one)
    await hears(there.other, there.one)
    expect(calls).toBe(0)
    await Promise.all([here.close(), there.close()])
  })

  describe.each([
    ['was killed and started again', 'kill', 'startAgain'],
    ['was frozen until its connections were given up', 'pause', 'resume'],
  ] as const)('after the server %s', (_what, lose, bringBack) => {
    it('every listener is called once, and messages arrive again within 5 s', async () => {
      const pair = await startPair([server.url])
      const calls = { queued: 0, limits: 0 }
      pair.other.subscribe('queued', () => {
        calls.queued++
      })
      pair.other.subscribe('limits', () => {
        calls.limits++
      })
      await server[lose]()
      for (const subscriber of pair.subscribers)
        await eventually(
          () => subscriber.status,
          (status) => status !== 'ready',
        )
      expect(() => pair.one.publish('queued')).not.toThrow()

      await server[bringBack]()
      const backAt = performance.now()
      await eventually(
        () => calls.limits,
        (times) => times === 1,
      )
      await hears(pair.other, pair.one)
      expect(performance.now() - backAt).toBeLessThan(5000)
      expect(calls.limits).toBe(1)
      await pair.close()
    })
  })
})

describe.skipIf(requireRedis().missing)('over a cluster', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startRedisCluster()
  })
  afterAll(() => cluster?.stop())

  signalsContract('cluster', () => startPair(cluster.urls))

  it('a subscriber whose node is lost listens at another', async () => {
    const link = connectRedis(cluster.urls, { log: createLog('silent') })
    await eventually(
      () => link.subscriber.status,
      (status) => status === 'ready',
    )
    const node = cluster.nodes.find(({ port }) => port === link.subscriber.options.port)
    await node?.kill()
    await eventually(
      () => link.subscriber.status,
      (status) => status !== 'ready',
    )
    await eventually(
      () => link.subscriber.status,
      (status) => status === 'ready',
    )
    expect(link.subscriber.options.port).not.toBe(node?.port)
    await link.close()
  })
})
