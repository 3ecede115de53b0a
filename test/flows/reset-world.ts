import { createHmac, randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { addApiKey, type Scope } from '../../src/accounts/index.ts'
import { localKeys } from '../../src/local-secrets.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import {
  type Answer,
  type Json,
  startTestService,
  type TestService,
} from '../support/test-service.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const because = 'Phone lost; called back on the number we know'

/** Mails wait in the outbox for a server that is never there, where a test can read them. */
export function startHelpdesk(env: Record<string, string> = {}): Promise<TestService> {
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'no-reply@panel.example' }
  return startTestService({ env: { ...mail, ...env } })
}

export interface Person {
  readonly id: string
  readonly secret: string
  readonly factorId: string
  readonly assertion: string
}

const emails = ['anna@panel.example', 'anna@home.example']

export async function makeUser({ put }: TestService, id: string, more: object = {}) {
  const made = await put(`/v1/users/${id}`, { displayName: 'Anna', emails, ...more })
  expect(made.status, made.text).toBe(200)
}

/** A user with a confirmed authenticator. */
export async function enrol(service: TestService, id: string, more: object = {}): Promise<Person> {
  await makeUser(service, id, more)
  return addAuthenticator(service, id)
}

export async function addAuthenticator(service: TestService, id: string, proof = '') {
  const added = await service.post(`/v1/users/${id}/factors`, { method: 'totp' }, { proof })
  expect(added.status, added.text).toBe(201)
  const { factor, secret } = added.body
  const code = totpAt(secret, service.clock.now())
  const confirmed = await service.post(`/v1/users/${id}/factors/${factor.id}/confirm`, { code })
  expect(confirmed.status, confirmed.text).toBe(200)
  return { id, secret, factorId: factor.id, assertion: confirmed.body.assertion } as Person
}

/** RFC 6238, written from the RFC. */
export function totpAt(secret: string, ms: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)))
  const digest = createHmac('sha1', key).update(step).digest()
  const offset = (digest[19] ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

type Headers = Record<string, string>

export function request(
  service: TestService,
  id: string,
  more: object = {},
  headers: Headers = {},
): Promise<Answer> {
  const body = { agent: 'kim', reason: because, ...more }
  return service.post(`/v1/users/${id}/resets`, body, headers)
}

export async function requested(...asked: Parameters<typeof request>): Promise<Json> {
  const answer = await request(...asked)
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

/** One step of a reset: approve, cancel or complete. */
export function act(
  service: TestService,
  reset: Json,
  step: string,
  body: object,
  headers: Headers = {},
): Promise<Answer> {
  return service.post(`/v1/users/${reset.userId}/resets/${reset.id}/${step}`, body, headers)
}

/** Requested, waited for and completed. */
export async function resetWhole(service: TestService, id: string): Promise<Json> {
  const reset = await requested(service, id)
  service.clock.advance(DAY_MS)
  const done = await act(service, reset, 'complete', { agent: 'kim' })
  expect(done.status, done.text).toBe(200)
  return done.body
}

interface Mailed {
  readonly to: string
  readonly kind: string
  readonly details: Json
}

/** Every mail that was written to a user, in no order. */
export async function mailsTo(service: TestService, userId: string): Promise<Mailed[]> {
  const { store, config } = service
  const keyring = createKeyring(config.secretKeys ?? localKeys(config.dataFolder))
  const rows = await store
    .selectFrom('notices')
    .selectAll()
    .where('channel', '=', 'mail')
    .where('user_id', '=', userId)
    .execute()
  return rows.map(({ message_id, kind, payload_sealed }) => {
    const text = keyring.open(payload_sealed ?? '', `notice:${message_id}:payload`)
    const { to, content } = JSON.parse(text)
    return { to, kind, details: content.details }
  })
}

/** What stands behind `#` in the newest mail of a kind. */
export async function tokenIn(service: TestService, userId: string, kind: string): Promise<string> {
  const mails = (await mailsTo(service, userId)).filter((mail) => mail.kind === kind)
  const newest = mails.reduce((one, other) =>
    (other.details.expiresAt ?? 0) > (one.details.expiresAt ?? 0) ? other : one,
  )
  return newest.details.link.split('#')[1]
}

export async function eventsOf({ store }: TestService, userId: string) {
  const rows = await store
    .selectFrom('audit_events')
    .selectAll()
    .where('about', '=', userId)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Json }))
}

export const factorsOf = async (service: TestService, id: string): Promise<Json[]> =>
  (await service.get(`/v1/users/${id}`)).body.factors

/** Changes the policy; the key that is returned is new, so that nobody believes the old one of it. */
export async function setPolicy(service: TestService, changes: object) {
  const changed = await service.patch('/v1/policy', changes)
  expect(changed.status, changed.text).toBe(200)
  return keyFor(service, 'helpdesk')
}

/** A key that may do one thing alone. */
export async function keyFor({ store }: TestService, scope: Scope, tenantId = 'demo') {
  const key = `bel_${randomBytes(24).toString('hex')}`
  await addApiKey(store, { tenantId, key, label: '', scopes: [scope] })
  return { authorization: `Bearer ${key}` }
}
