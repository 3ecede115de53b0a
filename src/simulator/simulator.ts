import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { FastifyPluginAsync } from 'fastify'
import { createSounds } from './audio/sounds.ts'
import type { Callee } from './callee/callee.ts'
import { type Call, createCall } from './line/call.ts'
import { CallLog } from './line/call-log.ts'
import type { CallRequest } from './line/call-request.ts'
import { carry, type Exchange } from './line/exchange.ts'
import { PhoneEvents } from './phone/events.ts'
import { pageRoutes } from './phone/page-routes.tsx'
import { Phones } from './phone/phones.ts'
import { phoneRoutes } from './phone/routes.ts'
import { restRoutes } from './rest/routes.ts'
import { createHttp } from './webhooks/http.ts'
import { createWebhooks } from './webhooks/webhooks.ts'

export interface SimulatorOptions {
  readonly accountSid: string
  /** Signs webhooks, and opens the REST interface together with the account's sid. */
  readonly authToken: string
  /** API keys that open the REST interface too: secret by SK-sid. */
  readonly apiKeys?: Readonly<Record<string, string>>
  /** 1 is real time, 20 is twenty times as fast, `Infinity` waits for nothing but people. */
  readonly speed?: number
  /** Calls that the account may start in a second; more are queued. Without it none waits. */
  readonly callsPerSecond?: number
  /** Answers every phone that has no callee of its own, in place of a person. */
  readonly callee?: Callee
  /** Shown on the page while no phone is there: how to make one ring. */
  readonly hint?: string
  /** Epoch milliseconds. */
  readonly now?: () => number
}

export interface Simulator {
  /** Twilio's REST under `/2010-04-01`, the phones beside it. Mount it under any prefix. */
  readonly routes: FastifyPluginAsync
  /** Hangs up everywhere; afterwards no webhook leaves. */
  close(): Promise<void>
}

/** A Twilio look-alike with a phone for every number. Keeps everything in memory, and not for ever. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { now = Date.now, speed = 1 } = options
  const http = createHttp()
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const underWay = new Set<Promise<void>>()
  const calls = new CallLog()
  const phones = new Phones(options.callee ?? null)
  const events = new PhoneEvents(phones)
  const exchange: Exchange = {
    send: createWebhooks(http, options.authToken),
    fetchSound: createSounds(http),
    signal: closing.signal,
    queueMs: createQueue(options.callsPerSecond, now),
    calleeOf: (number) => phones.calleeOf(number),
    changed: (call) => phones.changed(call),
  }

  const place = (request: CallRequest): Call | null => {
    const sid = `CA${randomBytes(16).toString('hex')}`
    const { accountSid } = options
    const call = createCall({ sid, accountSid, createdAt: now(), speed, request })
    if (closing.signal.aborted || !calls.add(call)) return null
    const carried = carry(exchange, call).finally(() => {
      calls.finish(call)
      underWay.delete(carried)
    })
    underWay.add(carried)
    return call
  }

  // A server that closes waits for its requests, and these would not end by themselves.
  const endWaits = () => {
    phones.close()
    events.close()
  }

  return {
    routes: async (app) => {
      app.addHook('preClose', async () => endWaits())
      await app.register(restRoutes({ account: options, calls, place }))
      await app.register(phoneRoutes({ phones, calls }))
      await app.register(pageRoutes({ phones, events, hint: options.hint ?? null }))
    },
    close: async () => {
      closing.abort()
      endWaits()
      for (const call of calls.list()) call.line.post({ kind: 'hang-up', by: 'caller' })
      await Promise.allSettled(underWay)
      await http.close()
    },
  }
}

/** How long a new call waits so that no more than so many start in a second. */
function createQueue(callsPerSecond: number | undefined, now: () => number): () => number {
  if (callsPerSecond === undefined) return () => 0
  let nextAt = 0
  return () => {
    const at = Math.max(now(), nextAt)
    nextAt = at + 1_000 / callsPerSecond
    return at - now()
  }
}
