import { Agent, request } from 'undici'
import { connectionFailure, type HttpFailure, toFailure } from './failures.ts'
import type { WebhookPolicy } from './policy.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly policy: WebhookPolicy
  readonly limitBytes: number
}

export type HttpOutcome =
  | {
      readonly outcome: 'answered'
      readonly status: number
      readonly contentType: string | null
      readonly location: string | null
      readonly body: Buffer
    }
  | HttpFailure

export interface Http {
  send(url: string, wanted: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>
  close(): Promise<void>
}

const tooLarge = 11750
/** One pool of connections per wish for a connect time-out; more wishes share the last. */
const mostPools = 16

export function createHttp(): Http {
  const pools = new Map<number, Agent>()
  return {
    send: (url, wanted, signal) =>
      send(poolFor(pools, wanted.policy.connectMs), url, wanted, signal),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
    },
  }
}

function poolFor(pools: Map<number, Agent>, connectMs: number): Agent {
  const known =
    pools.get(connectMs) ?? (pools.size >= mostPools ? [...pools.values()].at(-1) : null)
  if (known) return known
  const pool = new Agent({ connect: { timeout: connectMs } })
  pools.set(connectMs, pool)
  return pool
}

async function send(
  dispatcher: Agent,
  url: string,
  { policy, limitBytes, ...wanted }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpOutcome> {
  if (signal.aborted) return { outcome: 'failed', code: connectionFailure, failure: 'rt' }
  const [withoutFragment = ''] = url.split('#', 1)
  const total = new AbortController()
  const stop = () => total.abort()
  const timer = setTimeout(stop, policy.totalMs)
  signal.addEventListener('abort', stop)
  try {
    const answer = await request(withoutFragment, {
      ...wanted,
      dispatcher,
      headersTimeout: policy.readMs,
      bodyTimeout: policy.readMs,
      signal: total.signal,
    })
    const body = await readBody(answer.body, limitBytes)
    if (!body) return { outcome: 'failed', code: tooLarge, failure: 'rt' }
    return {
      outcome: 'answered',
      status: answer.statusCode,
      contentType: oneOf(answer.headers['content-type']),
      location: oneOf(answer.headers.location),
      body,
    }
  } catch (fault) {
    return toFailure(fault)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

async function readBody(stream: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limitBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function oneOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}
