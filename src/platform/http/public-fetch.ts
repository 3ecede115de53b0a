import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Client, type Dispatcher } from 'undici'
import { isPublicAddress } from './public-address.ts'

const URL_LENGTH_MOST = 2048
const TEXT_BYTES_MOST = 64 * 1024
const DEADLINE_MS = 3_000
const RESOLVE_MS = 2_000

/** Why an address that somebody gave us is not asked. */
export const urlRefusals = [
  'unreadable',
  'not-https',
  'credentials',
  'host-unknown',
  'not-public',
] as const
export type UrlRefusal = (typeof urlRefusals)[number]

type FetchFault = UrlRefusal | 'timeout' | 'unreachable' | 'tls-failed'

/** Says what went wrong in a word, and nothing of the address: that may hold a token. */
export class PublicFetchFailed extends Error {
  override readonly name = 'PublicFetchFailed'
  readonly fault: FetchFault

  constructor(fault: FetchFault) {
    super(`The request failed: ${fault}`)
    this.fault = fault
  }
}

interface PublicRequest {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** For all of it, from resolving the name to the last byte that is read. */
  readonly timeoutMs?: number
}

interface PublicAnswer {
  /** Redirects are not followed: they are answers like any other. */
  readonly status: number
  /** The first 64 KB. */
  readonly text: string
}

export interface PublicFetch {
  /** Throws `PublicFetchFailed` when there is no answer. */
  (url: string, request: PublicRequest): Promise<PublicAnswer>
  /** Whether it would be asked now, with nothing sent to it; null: it would. */
  judge(url: string): Promise<UrlRefusal | null>
}

interface PublicFetchOptions {
  /** Addresses that may be asked although they are not public, over http too; none by default. */
  readonly mayReach?: (address: string) => boolean
  /** Every address of a name. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>
}

/**
 * Asks addresses that strangers gave us, on the public internet only. A name is resolved once, each
 * of its addresses is judged, and the connection goes to those very addresses: a name that changes its
 * mind leads nowhere else. Held by `test/security/ssrf.test.ts`.
 */
export function createPublicFetch(options: PublicFetchOptions = {}): PublicFetch {
  const fetchPublic = async (url: string, request: PublicRequest) => {
    const signal = AbortSignal.timeout(request.timeoutMs ?? DEADLINE_MS)
    const place = await inTime(locate(url, options), signal)
    if ('refused' in place) throw new PublicFetchFailed(place.refused)
    return ask(place, request, signal)
  }
  return Object.assign(fetchPublic, {
    async judge(url: string) {
      const place = await inTime(locate(url, options), AbortSignal.timeout(DEADLINE_MS)).catch(
        () => ({ refused: 'host-unknown' as const }),
      )
      return 'refused' in place ? place.refused : null
    },
  })
}

interface Place {
  readonly url: URL
  readonly addresses: readonly string[]
}

async function locate(
  raw: string,
  { mayReach = () => false, resolve = resolvePublicly }: PublicFetchOptions,
): Promise<Place | { refused: UrlRefusal }> {
  const url = parse(raw)
  if (url === null) return { refused: 'unreadable' }
  if (url.username !== '' || url.password !== '') return { refused: 'credentials' }
  const addresses = await addressesOf(url, resolve)
  if (addresses.length === 0) return { refused: 'host-unknown' }
  // One bad address among good ones is an attack, or will be.
  if (!addresses.every((address) => isPublicAddress(address) || mayReach(address)))
    return { refused: 'not-public' }
  if (url.protocol !== 'https:' && !addresses.every(mayReach)) return { refused: 'not-https' }
  return { url, addresses }
}

/** Nothing that parsers are known to read in different ways. */
function parse(raw: string): URL | null {
  const isPlain = /^https?:\/\/[\x21-\x5b\x5d-\x7e]+$/i.test(raw) && raw.length <= URL_LENGTH_MOST
  return isPlain && URL.canParse(raw) ? new URL(raw) : null
}

async function addressesOf(
  { hostname }: URL,
  resolve: (hostname: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(host) !== 0) return [host]
  // RFC 6761: whatever a name server says.
  if (/^(.+\.)?localhost$/.test(host)) return ['127.0.0.1']
  const found = await resolve(host).catch(() => [])
  return found.filter((address) => isIP(address) !== 0)
}

/**
 * Not `dns.lookup`: a name server that never answers would hold one of the few threads on which this
 * process reads files and hashes.
 */
async function resolvePublicly(hostname: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: RESOLVE_MS, tries: 1 })
  const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}

/** One connection for one request: the next one judges the name again. */
async function ask(
  { url, addresses }: Place,
  { method, headers = {}, body }: PublicRequest,
  signal: AbortSignal,
): Promise<PublicAnswer> {
  const client = new Client(url.origin, {
    connect: { lookup: answerWith(addresses), timeout: DEADLINE_MS },
  })
  try {
    const answer = await client.request({
      method,
      headers: { ...headers },
      path: url.pathname + url.search,
      body: body ?? null,
      signal,
    })
    return { status: answer.statusCode, text: await readStart(answer.body) }
  } catch (error) {
    throw new PublicFetchFailed(faultOf(error, signal))
  } finally {
    // Whatever is still to come is not waited for.
    void client.destroy().catch(() => undefined)
  }
}

/** The resolver of one connection, which knows one answer. */
function answerWith(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_hostname, { all }, callback) => {
    const [first = { address: '', family: 4 }] = known
    if (all) callback(null, known)
    else callback(null, first.address, first.family)
  }
}

async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= TEXT_BYTES_MOST) break
  }
  return Buffer.concat(chunks).subarray(0, TEXT_BYTES_MOST).toString('utf8')
}

function faultOf(error: unknown, signal: AbortSignal): FetchFault {
  const { code = '' } = error as { code?: string }
  if (signal.aborted || code === 'UND_ERR_CONNECT_TIMEOUT') return 'timeout'
  return /CERT|TLS|SSL|EPROTO/.test(code) ? 'tls-failed' : 'unreachable'
}

async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new PublicFetchFailed('timeout')), {
        once: true,
      }),
    ),
  ])
}
