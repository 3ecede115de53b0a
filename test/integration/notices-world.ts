import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { onTestFinished } from 'vitest'
import {
  addApiKey,
  createCallers,
  createTenant,
  honourIdempotencyKeys,
  requireKey,
  type Scope,
} from '../../src/accounts/index.ts'
import {
  createFileMailer,
  createNotices,
  type Delivery,
  type Mailer,
  type Notice,
  type NoticeParts,
  webhookRoutes,
} from '../../src/notices/index.ts'
import { createServer as createApp } from '../../src/platform/http/index.ts'
import { createPublicFetch } from '../../src/platform/http/public-fetch.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { createLocalSignals } from '../../src/platform/signals.ts'
import { openStore } from '../../src/store/index.ts'
import { collectLog } from '../support/collect-log.ts'
import { freshStores } from '../support/stores.ts'
import { createTestClock } from '../support/test-clock.ts'

export const keyring = createKeyring([{ id: 'test', key: Buffer.alloc(32, 7) }])

interface WorldOptions {
  readonly mailer?: Mailer | null
  readonly parts?: Partial<NoticeParts>
}

export type NoticesWorld = Awaited<ReturnType<typeof startNotices>>

/** Notices with real stores and a real clock that can jump, behind their own routes. */
export async function startNotices(options: WorldOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-notices-'))
  const stores = await freshStores()
  const databaseUrl = stores.env.DATABASE_URL ?? `file:${folder}/belcode.db`
  const store = await openStore(databaseUrl)
  const clock = createTestClock()
  const { log, lines } = collectLog()
  const signals = createLocalSignals()
  const from = { name: 'Belcode', address: 'no-reply@belcode.example' }
  const mails = join(folder, 'mail')
  const fileMailer = createFileMailer({ folder: mails, from })
  const parts: NoticeParts = {
    ...{ store, keyring, clock, signals, log },
    mailer: options.mailer === undefined ? fileMailer : options.mailer,
    publicFetch: createPublicFetch({ mayReach: (address) => address === '127.0.0.1' }),
    ...options.parts,
  }
  const notices = createNotices(parts)
  const running: Delivery[] = []
  const start = (others: Partial<NoticeParts> = {}) => {
    const delivery = createNotices({ ...parts, ...others }).start()
    running.push(delivery)
    return delivery
  }
  const tenant = async (id: string, policy: object = {}) => {
    await createTenant(store, { id, name: `Tenant ${id}`, policy: policy as never })
    return addKey(id, ['ops'])
  }
  const addKey = async (tenantId: string, scopes: readonly Scope[]) => {
    const key = `bel_${tenantId}_${scopes.join('_')}`.padEnd(40, '0')
    await addApiKey(store, { tenantId, key, label: '', scopes })
    return key
  }
  const key = await tenant('demo')
  const ask = await startApi(parts, key)

  onTestFinished(async () => {
    await Promise.all(running.map((one) => one.stop()))
    await store.destroy()
    await stores.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    ...{
      databaseUrl,
      parts,
      store,
      clock,
      notices,
      signals,
      folder,
      mails,
      key,
      start,
      tenant,
      addKey,
      ask,
    },
    logged: () => lines.join(''),
    enqueue: (...all: Parameters<typeof notices.enqueue>[1]) =>
      store.transaction().execute((within) => notices.enqueue(within, all)),
    rows: () => store.selectFrom('notices').selectAll().orderBy('created_at').execute(),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are whatever the test expects of them
type Json = any

/** The routes as the service has them: behind a key of the right scope. */
async function startApi(parts: NoticeParts, key: string) {
  const publicUrl = new URL('http://localhost:3000')
  const app = createApp({ log: parts.log, publicUrl, trustedProxies: [] })
  await app.register(
    async (scope) => {
      requireKey(scope, { callers: createCallers(parts), scope: 'ops' })
      honourIdempotencyKeys(scope, parts)
      await scope.register(webhookRoutes, { parts })
    },
    { prefix: '/v1' },
  )
  onTestFinished(() => app.close())
  return async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Json; headers: Record<string, unknown> }> => {
    const answer = await app.inject({
      method,
      url: `/v1${path}`,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body && { payload: body }),
    })
    const text = answer.body
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: text === '' ? null : JSON.parse(text),
    }
  }
}

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A panel that listens: it keeps what it gets, and answers as it is told. */
export async function startPanel(
  answer: (response: ServerResponse, received: Received) => void = (response) => response.end(),
) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const one = { path: request.url ?? '', headers: request.headers, text }
      received.push(one)
      answer(response, one)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
  return { url, received }
}

/** What a panel does with a message: throws when it is not ours, or too old. */
export function verify(secret: string, { text, headers }: Received): Json {
  return new Webhook(secret).verify(text, headers as Record<string, string>)
}

export function noticeOf(details: Partial<Notice> = {}): Notice {
  return {
    tenantId: 'demo',
    kind: 'factor-added',
    at: Date.now(),
    user: { id: 'u-1', emails: ['jan@panel.example'], locale: null },
    ids: { factorId: `fa_${'0'.repeat(40)}` },
    details: { method: 'totp', label: 'Werktelefoon' },
    ...details,
  } as Notice
}
