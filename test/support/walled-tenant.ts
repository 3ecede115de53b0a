import { addApiKey, createTenant, type Scope, scopes } from '../../src/accounts/index.ts'
import { recordEvents } from '../../src/audit/index.ts'
import { defaultRules } from '../../src/limits/index.ts'
import { createPublicFetch } from '../../src/platform/http/index.ts'
import { newId } from '../../src/platform/ids.ts'
import {
  enrol,
  makeUser,
  type Person,
  requested,
  resetWhole,
  tokenIn,
  totpAt,
} from '../flows/reset-world.ts'
import { addApp, type PhoneApp, pairApp } from './phone-app.ts'
import { type Json, startTestService, type TestService } from './test-service.ts'

/** The service as a tenant sees it that has a key of its own. */
export type Tenant = TestService & { readonly tenantId: string }

/** What a tenant has, by the ids that somebody else might come to know. */
export interface Belongings {
  readonly anna: Person
  readonly bobsApp: PhoneApp
  readonly challengeId: string
  readonly appChallengeId: string
  readonly pendingFactorId: string
  readonly recoveryFactorId: string
  readonly webhookId: string
  readonly deliveryId: string
  readonly resetId: string
  readonly reference: string
  /** Of the tenant that runs the service, and of traffic of all. */
  readonly trialId: string
  readonly entryToken: string
  readonly cancelToken: string
  readonly login: { readonly name: string; readonly password: string }
}

/** Mails wait for a server that is never there; webhooks go to this machine, where nobody listens. */
export function startWalledService(): Promise<TestService> {
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'no-reply@panel.example' }
  const publicFetch = createPublicFetch({ mayReach: (address) => address === '127.0.0.1' })
  const rules = defaultRules.filter(({ counts }) => counts !== 'calls')
  return startTestService({ env: mail, parts: { publicFetch, limits: { rules } } })
}

/** A key of a tenant, of nobody yet if it is new, as the header that brings it. */
export async function keyOf(
  { store }: TestService,
  tenantId: string,
  allowed: readonly Scope[] = scopes,
) {
  await createTenant(store, { id: tenantId, name: tenantId })
  const key = newId('bel')
  await addApiKey(store, { tenantId, key, label: '', scopes: allowed })
  return { authorization: `Bearer ${key}` }
}

export async function asTenant(service: TestService, tenantId: string): Promise<Tenant> {
  const own = await keyOf(service, tenantId)
  return {
    ...{ ...service, tenantId, key: own.authorization },
    get: (path, headers = {}) => service.get(path, { ...own, ...headers }),
    delete: (path, headers = {}) => service.delete(path, { ...own, ...headers }),
    put: (path, body, headers = {}) => service.put(path, body, { ...own, ...headers }),
    patch: (path, body, headers = {}) => service.patch(path, body, { ...own, ...headers }),
    post: (path, body, headers = {}) => service.post(path, body, { ...own, ...headers }),
  }
}

/** One of everything that there is to have. */
export async function furnish(tenant: Tenant): Promise<Belongings> {
  await enrol(tenant, 'carol')
  await resetWhole(tenant, 'carol')
  const entryToken = await tokenIn(tenant, 'carol', 'entry')

  const anna = await enrol(tenant, 'anna')
  const proof = { proof: anna.assertion }
  await made(tenant.post('/v1/users/anna/recovery-codes', undefined, proof))
  const pending = await made(tenant.post('/v1/users/anna/factors', { method: 'totp' }, proof))
  const login = { name: 'anna.eerste', password: 'vier natte fietsen op het dak' }
  await made(tenant.put('/v1/users/anna/login', login))
  const { factors } = await made(tenant.get('/v1/users/anna'))
  const challenge = await made(tenant.post('/v1/challenges', { userId: 'anna' }))
  const { id: resetId } = await requested(tenant, 'anna')

  const bobsApp = await addPhone(tenant)
  const appChallenge = await made(tenant.post('/v1/challenges', { userId: 'bob' }))
  return {
    ...{ anna, bobsApp, entryToken, login, resetId },
    ...{ challengeId: challenge.id, appChallengeId: appChallenge.id },
    pendingFactorId: pending.factor.id,
    recoveryFactorId: factors.find(({ method }: Json) => method === 'recovery').id,
    ...(await addWebhook(tenant)),
    reference: await noteRefusal(tenant),
    trialId: await addTrial(tenant),
    cancelToken: await tokenIn(tenant, 'anna', 'reset-requested'),
  }
}

async function made(asked: ReturnType<TestService['get']>): Promise<Json> {
  const { status, body, text } = await asked
  if (status >= 300) throw new Error(`not made: ${status} ${text}`)
  return body
}

async function addPhone(tenant: Tenant): Promise<PhoneApp> {
  await makeUser(tenant, 'bob')
  const { pairingCode, factor } = await addApp(tenant, 'bob')
  const app = await pairApp(tenant, pairingCode)
  const [challenge] = await app.challenges()
  const path = `/v1/users/bob/factors/${factor.id}/confirm`
  await made(tenant.post(path, { code: challenge.opened.code }))
  return app
}

/** Switched off, with a message that was given up. */
async function addWebhook(tenant: Tenant) {
  const body = { url: 'https://127.0.0.1:1/of-the-first', events: ['webhook.test'] }
  const { id: webhookId } = await made(tenant.post('/v1/webhooks', body))
  await made(tenant.post(`/v1/webhooks/${webhookId}/test`))
  await made(tenant.patch(`/v1/webhooks/${webhookId}`, { disabled: true }))
  const { deliveries } = await made(tenant.get('/v1/webhooks/deliveries?channel=webhook'))
  const [{ id: deliveryId }] = deliveries
  await tenant.store
    .updateTable('notices')
    .set({ status: 'dead', ended_at: tenant.clock.now() })
    .where('id', '=', deliveryId)
    .execute()
  return { webhookId, deliveryId }
}

async function noteRefusal({ store, tenantId, clock }: Tenant): Promise<string> {
  const reference = 'K7-42-MP'
  const at = clock.now()
  const detail = { limit: 'number-60s', numberSubject: 'x', until: at + 60_000 }
  await recordEvents(store, [{ tenantId, at, kind: 'challenge.refused', about: reference, detail }])
  await store
    .insertInto('decisions')
    .values({
      ...{ id: newId('de'), tenant_id: tenantId, at, kind: 'call', verdict: 'refused', reference },
      ...{ refused_by: detail.limit, until: detail.until, challenge_id: null, call_id: null },
      ...{ subjects: '{"numberSubject":"x"}', price_micros: 0, standings: '[]' },
    })
    .execute()
  return reference
}

async function addTrial({ store, clock }: Tenant): Promise<string> {
  const id = newId('tr')
  await store
    .insertInto('limit_trials')
    .values({
      ...{ id, author: 'key_1', reason: '', based_on: null, document_sealed: '' },
      ...{ since: 0, until: 1, status: 'done', done: 1, total: 1, result: null },
      ...{ started_at: clock.now(), seen_at: clock.now() },
    })
    .execute()
  return id
}

/** The code that anna's authenticator shows next: none is taken twice. */
export function nextCode({ clock }: TestService, { secret }: Person): string {
  return totpAt(secret, clock.now() + 30_000)
}
