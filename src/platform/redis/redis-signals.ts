import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { createLocalSignals, type Signals } from '../signals.ts'
import type { RedisLink } from './connect-redis.ts'

const LISTEN_AGAIN_EVERY_MS = 1000
/** What is published within so long goes to the others as one message: each costs a system call. */
const GATHER_MS = 10
const BETWEEN = '\n'

/**
 * Signals between all instances on one Redis. They share one channel, so a subscription holds from
 * the moment it is made; this instance hears itself without Redis. After an outage every listener is
 * called once: something may have been missed.
 */
export function createRedisSignals(
  { commands, subscriber }: Pick<RedisLink, 'commands' | 'subscriber'>,
  clock: Pick<Clock, 'every'>,
): Signals {
  const local = createLocalSignals()
  const sender = randomBytes(9).toString('base64url')
  // Pub/sub does not know databases: the number keeps services apart that share a server.
  const channel = `belcode:signals:${subscriber.options.db ?? 0}`
  let isListening = false
  let gathered: string[] = []

  const tellOthers = () => {
    if (gathered.length === 0) return
    const message = [sender, ...gathered].join(BETWEEN)
    gathered = []
    void commands.publish(channel, message).catch(() => undefined)
  }

  async function listen() {
    await subscriber.subscribe(channel)
    if (isListening) return
    isListening = true
    local.publishToAll()
  }
  const tryToListen = () => void listen().catch(() => undefined)

  const onMessage = (_channel: string, message: string) => {
    const [from, ...topics] = message.split(BETWEEN)
    if (from !== sender) for (const topic of topics) local.publish(topic)
  }
  const onClose = () => {
    isListening = false
  }
  subscriber.on('message', onMessage).on('close', onClose).on('ready', tryToListen)
  // Asking again changes nothing, unless the connection died in silence: then it is opened anew.
  const stopAsking = clock.every(LISTEN_AGAIN_EVERY_MS, tryToListen)
  tryToListen()

  return {
    publish(topic) {
      local.publish(topic)
      if (gathered.push(topic) === 1) setTimeout(tellOthers, GATHER_MS)
    },
    subscribe: local.subscribe,
    async close() {
      tellOthers()
      stopAsking()
      subscriber.off('message', onMessage).off('close', onClose).off('ready', tryToListen)
      await local.close()
    },
  }
}
