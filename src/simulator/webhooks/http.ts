import { Agent, request } from 'undici'
import type { WebhookFailure, WebhookPolicy } from './policy.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly policy: WebhookPolicy
  readonly limitBytes: number
}

/** `code` is Twilio's, out of its error dictionary. */
export type HttpOutcome =
  | {
      readonly outcome: 'answered'
      readonly status: number
      readonly contentType: string | null
      readonly location: string | null
      readonly body: Buffer
    }
  | { readonly outcome: 'failed'; readonly code: number; readonly failure: WebhookFailure }

export interface Http {
  send(url: string, wanted: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>
  close(): Promise<void>
}

const connectFailures: Readonly<Record<string, number>> = {
  ECONNREFUSED: 11202,
  ENOTFOUND: 11210,
  EAI_AGAIN: 11210,
  UND_ERR_CONNECT_TIMEOUT: 11205,
  EHOSTUNREACH: 11205,
  ENETUNREACH: 11205,
  EPROTO: 11220,
  ERR_TLS_CERT_ALTNAME_INVALID: 11235,
  CERT_HAS_EXPIRED: 11236,
  DEPTH_ZERO_SELF_SIGNED_CERT: 11237,
  SELF_SIGNED_CERT_IN_CHAIN: 11237,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 11237,
}
const tooLarge = 11750
const connectionFailure = 11205
const protocolViolation = 11206
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

function toFailure(fault: unknown): HttpOutcome {
  const name = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  const connecting = connectFailures[name]
  if (connecting) return { outcome: 'failed', code: connecting, failure: 'ct' }
  const code = name.startsWith('HPE_') ? protocolViolation : connectionFailure
  return { outcome: 'failed', code, failure: 'rt' }
}

function oneOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}
