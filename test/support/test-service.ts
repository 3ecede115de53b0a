import { rmSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import { type Config, readConfig } from '../../src/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { createService, type Parts, type Service } from '../../src/service.ts'
import { createPhoneClient } from '../../src/simulator/phone-client.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { freePort } from './free-port.ts'
import { createJudge, expectDocumented, type Judge } from './judge-answer.ts'
import { storesIn } from './stores.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export interface Answer<Body = Json> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  readonly text: string
}

// biome-ignore lint/suspicious/noExplicitAny: answers are whatever the test expects of them
export type Json = any

export interface TestService {
  readonly service: Service
  readonly config: Config
  readonly home: string
  readonly key: string
  readonly folder: string
  readonly clock: TestClock
  readonly phones: ReturnType<typeof createPhoneClient>
  /** A second look at the same database. */
  readonly store: Store
  /** Every line logged so far. */
  logged(): string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, headers?: Record<string, string>): Promise<Answer>
  stop(): Promise<void>
}

const KEY = 'bel_test_key_that_is_long_enough_for_a_key'

interface Options {
  readonly env?: Record<string, string>
  readonly parts?: Parts
  /** Of a service that runs or ran: another one on the same stores. */
  readonly folder?: string
  /** The test breaks it on purpose: 500 is what it is about. */
  readonly broken?: boolean
}

let judge: Promise<Judge> | undefined

/** The document is the same for every service of a test file. */
function judgeOf({ app }: Service): Promise<Judge> {
  judge ??= app.inject('/openapi.json').then((answer) => createJudge(answer.json()))
  return judge
}

/** The real service on a free port and fresh stores; it stops when the test has finished. */
export async function startTestService(options: Options = {}): Promise<TestService> {
  const { env = {}, parts = {} } = options
  const folder = options.folder ?? temporaryFolder()
  const stores = await storesIn(folder)
  const port = await freePort()
  const config = readConfig({
    PORT: String(port),
    DATABASE_URL: `file:${folder}/belcode.db`,
    BOOTSTRAP_API_KEY: KEY,
    ...stores.env,
    ...env,
  })
  const clock = createTestClock()
  const lines: Buffer[] = []
  const sink = new PassThrough().on('data', (line: Buffer) => lines.push(line))
  const log = createLog('trace', sink)
  const service = await createService(config, { clock, log, simulatorSpeed: Infinity, ...parts })
  await service.start()
  const store = await openStore(config.databaseUrl)

  const home = `http://127.0.0.1:${port}`
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await store.destroy()
    await service.stop()
  }
  onTestFinished(async () => {
    await stop()
    if (options.folder) return
    await stores.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(home + path, { method, ...init })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    const body = isJson ? JSON.parse(text) : text
    const answer = { status: response.status, headers: response.headers, body, text }
    const asked = { method, path: new URL(home + path).pathname }
    if (!(options.broken && answer.status === 500))
      expectDocumented(await judgeOf(service), asked, answer)
    return answer
  }
  const authorization = `Bearer ${KEY}`
  const send = (
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers: Record<string, string> },
  ) =>
    ask(method, path, {
      headers: {
        authorization,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    ...{ service, config, home, folder, clock, store, stop, key: KEY },
    phones: createPhoneClient(`${home}/simulator`),
    logged: () => Buffer.concat(lines).toString(),
    get: (path, headers = {}) => ask('GET', path, { headers: { authorization, ...headers } }),
    post: (path, body, headers = {}) => send('POST', path, { body, headers }),
    put: (path, body, headers = {}) => send('PUT', path, { body, headers }),
    patch: (path, body, headers = {}) => send('PATCH', path, { body, headers }),
    delete: (path, headers = {}) => send('DELETE', path, { headers }),
  }
}
