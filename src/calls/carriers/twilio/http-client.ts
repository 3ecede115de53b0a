import { type Dispatcher, Pool } from 'undici'
import { RequestFailed } from './errors.ts'

const API_URL = 'https://api.twilio.com'
const CONNECTIONS_MOST = 32
const CONNECT_MS = 5_000
const BODY_BYTES_MOST = 256 * 1024

type Fields = Readonly<Record<string, unknown>>

/** What the SDK asks of an HTTP client, as far as we use it. */
interface SdkRequest {
  readonly method: string
  readonly uri: string
  readonly username?: string
  readonly password?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly params?: Fields
  readonly data?: Fields
}

interface SdkAnswer {
  readonly statusCode: number
  readonly body: string
  readonly headers: object
}

interface HttpClientOptions {
  readonly baseUrl?: string | undefined
  /** For all of a request: waiting for a connection, sending, and the last byte of the answer. */
  readonly deadlineMs: number
}

/**
 * The HTTP client below the SDK. Connections are kept and bounded, and lead to one origin only,
 * whatever an answer or the environment says: no redirects, no proxy, no other host for our
 * credentials. Idle ones close after 4 s, before the far end would: a request that meets a closing
 * connection is a call of which nobody knows whether it was placed.
 */
export function createHttpClient({ baseUrl = API_URL, deadlineMs }: HttpClientOptions) {
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/+$/, '')
  const pool = new Pool(origin, {
    connections: CONNECTIONS_MOST,
    connect: { timeout: CONNECT_MS },
    headersTimeout: 0,
    bodyTimeout: 0,
  })

  return {
    request: (request: SdkRequest) =>
      new Promise<SdkAnswer>((resolve, reject) => {
        pool.dispatch(toDispatch(request, prefix), new Exchange(deadlineMs, resolve, reject))
      }),
  }
}

function toDispatch(request: SdkRequest, prefix: string): Dispatcher.DispatchOptions {
  const { method, uri, username = '', password = '', headers, params, data } = request
  const { pathname, search } = new URL(uri)
  const credentials = Buffer.from(`${username}:${password}`).toString('base64')
  return {
    method: method.toUpperCase() as Dispatcher.HttpMethod,
    path: prefix + pathname + (params ? `?${toForm(params)}` : search),
    headers: { ...headers, authorization: `Basic ${credentials}` },
    body: data ? toForm(data) : null,
  }
}

/** A list becomes a repeated key: Twilio does not split `initiated ringing`. */
function toForm(fields: Fields): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    for (const one of [value].flat()) form.append(name, String(one))
  }
  return form.toString()
}

/** One request and its answer; settles once, at the deadline at the latest. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #timer: NodeJS.Timeout
  readonly #sendUntil: number
  readonly #resolve: (answer: SdkAnswer) => void
  readonly #reject: (error: RequestFailed) => void
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #settled = false
  #bytes = 0
  #status = 0
  #headers: object = {}

  constructor(
    deadlineMs: number,
    resolve: (answer: SdkAnswer) => void,
    reject: (error: RequestFailed) => void,
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#sendUntil = performance.now() + deadlineMs / 2
    this.#timer = setTimeout(() => this.#giveUp(), deadlineMs)
  }

  /**
   * Runs when there is a connection and the first byte is about to be written. Not with little time
   * left for the answer: a call that is not sent can go to another carrier, a lost one cannot.
   */
  onRequestStart(controller: Dispatcher.DispatchController) {
    const tooLate = this.#settled || performance.now() > this.#sendUntil
    if (tooLate) return controller.abort(new RequestFailed({ kind: 'not-sent' }))
    this.#controller = controller
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: object) {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer) {
    this.#bytes += chunk.length
    if (this.#bytes > BODY_BYTES_MOST) this.#giveUp()
    else this.#chunks.push(chunk)
  }

  onResponseEnd() {
    if (!this.#settle()) return
    const body = Buffer.concat(this.#chunks).toString('utf8')
    const statusCode = this.#status
    if (statusCode >= 200 && statusCode < 300) {
      return this.#resolve({ statusCode, body, headers: this.#headers })
    }
    // Before the SDK sees it: its exception believes a status that stands in the body.
    this.#reject(new RequestFailed({ kind: 'answered', status: statusCode, code: codeIn(body) }))
  }

  onResponseError() {
    this.#giveUp()
  }

  #giveUp() {
    if (!this.#settle()) return
    const failure = new RequestFailed({ kind: this.#controller ? 'lost' : 'not-sent' })
    this.#reject(failure)
    this.#controller?.abort(failure)
  }

  /** True the first time. */
  #settle() {
    if (this.#settled) return false
    this.#settled = true
    clearTimeout(this.#timer)
    return true
  }
}

/** Bounded, so that no digits of a phone number pass for a code. */
function codeIn(body: string): number | undefined {
  try {
    const { code } = JSON.parse(body)
    return Number.isInteger(code) && code > 0 && code < 1e6 ? code : undefined
  } catch {
    return undefined
  }
}
