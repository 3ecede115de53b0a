import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createTenant, readPolicy, type TenantPolicy } from '../../src/accounts/index.ts'
import { upsertUser } from '../../src/factors/index.ts'
import { compileRules, createMemoryLimiter, defaultRules } from '../../src/limits/index.ts'
import {
  beginSession,
  checkPassword,
  createHasher,
  createStrengthJudge,
  type LoginParts,
  putLogin,
} from '../../src/logins/index.ts'
import { createNotices, type Mail, type Mailer } from '../../src/notices/index.ts'
import { createPublicFetch } from '../../src/platform/http/index.ts'
import { createKeyring, keyedDigest } from '../../src/platform/keyring.ts'
import { createLocalSignals } from '../../src/platform/signals.ts'
import { openStore, type Store, type Tables } from '../../src/store/index.ts'
import { collectLog } from '../support/collect-log.ts'
import { freshStores } from '../support/stores.ts'
import { createTestClock } from '../support/test-clock.ts'

export const PASSWORD = 'vier natte fietsen op het dak'
export const OTHER_PASSWORD = 'drie droge katten in de kast'
export const HOME_IP = '203.0.113.7'
export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export type LoginWorld = Awaited<ReturnType<typeof openLoginWorld>>

interface Options {
  readonly policy?: Partial<TenantPolicy>
  readonly canMail?: boolean
}

/** Logins with real stores and a clock that can jump, at the tenants `acme` and `other`. */
export async function openLoginWorld({ policy = {}, canMail = true }: Options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-logins-'))
  const stores = await freshStores()
  const databaseUrl = stores.env.DATABASE_URL ?? `file:${folder}/belcode.db`
  const store = await openStore(databaseUrl)
  const open: Store[] = [store]
  onTestFinished(async () => {
    for (const one of open) await one.destroy()
    await stores.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  await createTenant(store, { id: 'acme', name: 'Acme', policy })
  await createTenant(store, { id: 'other', name: 'Other' })
  const clock = createTestClock()
  const keyring = createKeyring([{ id: 'test', key: randomBytes(32) }])
  const outbox = openOutbox({ store, keyring, clock, canMail })
  const key = randomBytes(32)
  const parts: LoginParts = {
    ...{ store, keyring, clock, notices: outbox.notices },
    limiter: createMemoryLimiter(clock),
    limits: { set: compileRules(defaultRules) },
    pseudonym: (kind, value) => keyedDigest(key, kind, value),
    hasher: createHasher({ pepper: randomBytes(32) }),
    judgeStrength: createStrengthJudge(),
    csrfKey: randomBytes(32),
    publicUrl: new URL('https://login.acme.example'),
  }

  return {
    ...{ parts, store, clock, mails: outbox.mails, logged: outbox.logged },
    /** The same on connections of their own, as another instance has it. */
    async another(): Promise<LoginParts> {
      const connected = await openStore(databaseUrl)
      open.push(connected)
      return { ...parts, store: connected }
    },
    policyOf: async (tenantId = 'acme') =>
      (await readPolicy(store, tenantId)) ?? Promise.reject(new Error('no such tenant')),
    dump: () => dumpOf(store),
  }
}

interface OutboxParts extends Pick<LoginParts, 'store' | 'keyring' | 'clock'> {
  readonly canMail: boolean
}

function openOutbox({ canMail, ...parts }: OutboxParts) {
  const sent: Mail[] = []
  const mailer: Mailer = {
    async send(mail) {
      sent.push(mail)
      return { outcome: 'sent' }
    },
    async close() {},
  }
  const { log, lines } = collectLog()
  const publicFetch = createPublicFetch()
  const others = { log, publicFetch, signals: createLocalSignals() }
  const notices = createNotices({ ...parts, ...others, mailer: canMail ? mailer : null })
  const delivery = notices.start()
  onTestFinished(() => delivery.stop())
  return {
    notices,
    /** Every mail that has been sent by now. */
    async mails() {
      await delivery.look()
      return sent
    },
    logged: () => lines.join(''),
  }
}

/** Everything that every table holds, as text: what a thief of the database reads. */
async function dumpOf(store: Store): Promise<string> {
  const tables = await store.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ name }) =>
      store
        .selectFrom(name as keyof Tables)
        .selectAll()
        .execute(),
    ),
  )
  return JSON.stringify(rows)
}

interface NewUser {
  readonly userId?: string
  readonly tenantId?: string
  readonly name?: string
  readonly password?: string | null
}

/** A user with a login; without a password of its own when that is null. */
export async function addLogin(
  { parts, policyOf, clock }: LoginWorld,
  { userId = 'anna', tenantId = 'acme', name = userId, password = PASSWORD }: NewUser = {},
) {
  const told = { displayName: 'Anna de Vries', emails: [`${userId}@panel.example`] }
  await parts.store
    .transaction()
    .execute((within) =>
      upsertUser(within, { tenantId, userId, ...told }, { ...parts, now: clock.now() }),
    )
  const caller = { tenantId, keyId: 'key_test', policy: await policyOf(tenantId) }
  const wish = { userId, name, ...(password !== null && { password }) }
  const put = await putLogin(parts, caller, wish)
  if (put.outcome !== 'put') throw new Error(`no login: ${JSON.stringify(put)}`)
  return { tenantId, userId }
}

interface Try {
  readonly name?: string
  readonly password?: string
  readonly ip?: string
  readonly tenantId?: string
}

export async function tryLogin(
  { parts, policyOf }: LoginWorld,
  { name = 'anna', password = PASSWORD, ip = HOME_IP, tenantId = 'acme' }: Try = {},
) {
  return checkPassword(parts, { tenantId, policy: await policyOf(tenantId), name, password, ip })
}

export async function begin(
  { parts }: Pick<LoginWorld, 'parts'>,
  { userId = 'anna', tenantId = 'acme', ip = HOME_IP, agent = 'Firefox, Linux' } = {},
) {
  return beginSession(parts, { tenantId, userId, place: 'panel', agent, ip })
}

/** The token behind the link of the newest mail that has one. */
export async function tokenOf({ mails }: LoginWorld): Promise<string> {
  const links = (await mails()).flatMap(({ text }) =>
    Array.from(text.matchAll(/new-password#([\w-]+)/g), ([, token = '']) => token),
  )
  return links.at(-1) ?? ''
}

export async function eventsOf({ store }: Pick<LoginWorld, 'store'>, about: string) {
  const rows = await store
    .selectFrom('audit_events')
    .selectAll()
    .where('about', '=', about)
    .orderBy('at')
    .execute()
  return rows.map(({ kind, detail, ip, actor }) => ({
    ...{ kind, ip, actor, detail: JSON.parse(detail) },
  }))
}
