import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  addApiKey,
  bootstrap,
  callerOf,
  createCallers,
  requireKey,
  type Scope,
} from '../../src/accounts/index.ts'
import { forecastRoutes } from '../../src/enrolment/forecast-routes.ts'
import { policyRoutes } from '../../src/enrolment/policy-routes.ts'
import { createServer } from '../../src/platform/http/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { createLocalSignals } from '../../src/platform/signals.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { freshStores } from './stores.ts'
import { createTestClock, type TestClock } from './test-clock.ts'
import type { Json } from './test-service.ts'

export const OPS_KEY = 'bel_test_key_of_those_who_set_the_rules'
export const HOOK_KEY = Buffer.alloc(32, 5)

type Method = 'GET' | 'PATCH'
type Headers = Record<string, string>

export interface PolicyApp {
  readonly store: Store
  readonly clock: TestClock
  ask(method: Method, path: string, body?: unknown, headers?: Headers): Promise<PolicyAnswered>
  /** Another instance on the same database, with a memory of its own. */
  another(): Promise<PolicyApp>
  addKey(key: string, tenantId: string, scopes: readonly Scope[]): Promise<string>
}

export interface PolicyAnswered {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Json
  readonly text: string
}

/** The routes of policy and forecast behind a key of their scope, on stores of their own. */
export async function startPolicyApp(): Promise<PolicyApp> {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-'))
  const stores = await freshStores()
  const url = stores.env.DATABASE_URL ?? `file:${folder}/belcode.db`
  onTestFinished(async () => {
    await stores.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const clock = createTestClock()
  const first = await startInstance(url, clock)
  await bootstrap(first.store, OPS_KEY)
  return first
}

async function startInstance(url: string, clock: TestClock): Promise<PolicyApp> {
  const store = await openStore(url)
  const app = createServer({
    ...{ log: createLog('silent'), trustedProxies: [] },
    publicUrl: new URL('http://127.0.0.1:1'),
  })
  onTestFinished(async () => {
    await app.close()
    await store.destroy()
  })
  const judgeAddress = async (address: string) => (/\b10\./.test(address) ? 'not-public' : null)
  const callers = createCallers({ store, signals: createLocalSignals() })
  const parts = { store, clock, callers, hookKey: HOOK_KEY, judgeAddress }
  await app.register(
    async (scope) => {
      requireKey(scope, { callers, scope: 'ops' })
      await scope.register(policyRoutes, { parts })
      await scope.register(forecastRoutes, { parts })
      // What every other route would go by.
      scope.get('/believed', async (request) => callerOf(request).policy)
    },
    { prefix: '/v1' },
  )

  return {
    ...{ store, clock },
    another: () => startInstance(url, clock),
    addKey: (key, tenantId, scopes) => addApiKey(store, { tenantId, key, label: '', scopes }),
    async ask(method, path, body, headers = {}) {
      const { statusCode, ...answer } = await app.inject({
        ...{ method, url: path },
        headers: { authorization: `Bearer ${OPS_KEY}`, ...headers },
        ...(body !== undefined && { payload: body as object }),
      })
      const isJson = /json/.test(String(answer.headers['content-type']))
      const parsed = isJson ? JSON.parse(answer.body) : answer.body
      return { status: statusCode, headers: answer.headers, body: parsed, text: answer.body }
    },
  }
}
