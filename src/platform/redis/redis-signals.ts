import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { createLocalSignals, type Signals } from '../signals.ts'
import type { RedisLink } from './connect-redis.ts'

const LISTEN_AGAIN_EVERY_MS = 1000

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

  async function listen() {
    await subscriber.subscribe(channel)
    if (isListening) return
    isListening = true
    local.publishToAll()
  }
  const tryToListen = () => void listen().catch(() => undefined)

  const onMessage = (_channel: string, message: string) => {
    const [from, topic] = splitOnce(message)
    if (from !== sender) local.publish(topic)
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
      void commands.publish(channel, `${sender} ${topic}`).catch(() => undefined)
    },
    subscribe: local.subscribe,
    async close() {
      stopAsking()
      subscriber.off('message', onMessage).off('close', onClose).off('ready', tryToListen)
      await local.close()
    },
  }
}

function splitOnce(message: string): [from: string, topic: string] {
  const space = message.indexOf(' ')
  return [message.slice(0, space), message.slice(space + 1)]
}
