import { expect, it } from 'vitest'
import { scopes } from '../../src/accounts/index.ts'
import type { ApiDocument, Route } from '../../src/reference/open-api/document.ts'
import { routesOf } from '../../src/reference/open-api/walk-document.ts'
import { addAuthenticator, makeUser, requested } from '../flows/reset-world.ts'
import { userWithApp } from '../support/phone-app.ts'
import { snapshotOf } from '../support/snapshot-tenant.ts'
import type { Answer, TestService } from '../support/test-service.ts'
import {
  asTenant,
  type Belongings,
  furnish,
  keyOf,
  nextCode,
  startWalledService,
  type Tenant,
} from '../support/walled-tenant.ts'

/** Gain: anything of another tenant, by knowing its ids. Walks every route of the API document. */

interface World {
  readonly service: TestService
  readonly routes: readonly Route[]
  readonly owner: Tenant
  readonly owned: Belongings
}

async function startWorld(): Promise<World> {
  const service = await startWalledService()
  const owner = await asTenant(service, 'first')
  const document: ApiDocument = (await service.get('/openapi.json')).body
  const routes = routesOf(document)
    .filter((route) => !isPublic(route))
    .sort(byHarm)
  const owned = await furnish(owner)
  // What was decided is written down a little later.
  await service.service.tidy()
  return { service, routes, owner, owned }
}

const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`
const schemeOf = ({ operation }: Route) => operation.security?.[0] ?? {}
/** Asked without any key, so that it is of no tenant. */
const isPublic = (route: Route) => Object.keys(schemeOf(route)).length === 0
/** Each of these scopes is enough. */
const wantedBy = ({ operation }: Route) => (operation.security ?? []).flatMap(({ key = [] }) => key)
/** Of the whole service: for the tenant that runs it, which is neither of these. */
const isOfOperator = ({ path }: Route) => path.startsWith('/v1/limits')
const isOfDevice = (route: Route) => 'device' in schemeOf(route)

/** What takes something away comes after what looks at it, and the whole after its parts. */
function byHarm(one: Route, other: Route) {
  const harmOf = ({ method }: Route) => ['get', 'patch', 'put', 'post', 'delete'].indexOf(method)
  return harmOf(one) - harmOf(other) || other.path.length - one.path.length
}

/** A new name in an address fails here until it is said what it stands for. */
function addressOf({ path }: Route, owned: Belongings): string {
  const id = idsOf(owned).find(([pattern]) => pattern.test(path))?.[1]
  const factorId = /confirm$/.test(path) ? owned.pendingFactorId : owned.anna.factorId
  const { resetId, reference } = owned
  const values: Record<string, string | undefined> = {
    ...{ id, factorId, resetId, reference, userId: 'anna', version: '1' },
  }
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`Say what {${name}} of ${path} stands for`)
    return value
  })
}

/** What `{id}` stands for, by the address that it is in; the first that fits. */
const idsOf = (owned: Belongings): readonly (readonly [RegExp, string])[] => [
  [/^\/device/, owned.appChallengeId],
  [/^\/v1\/challenges/, owned.challengeId],
  [/deliveries/, owned.deliveryId],
  [/^\/v1\/webhooks/, owned.webhookId],
  [/^\/v1\/limits\/replays/, owned.trialId],
]

/** What names something of the first tenant in its body; elsewhere the example of the document. */
function bodyOf(route: Route, { service, owned }: World): unknown {
  const { anna, login, recoveryFactorId } = owned
  const bodies: Readonly<Record<string, unknown>> = {
    'POST /v1/challenges': { userId: 'anna', factorId: anna.factorId },
    'POST /v1/challenges/{id}/switch': { factorId: recoveryFactorId },
    'POST /v1/challenges/{id}/verify': { code: nextCode(service, anna) },
    'POST /v1/assertions/redeem': { assertion: anna.assertion },
    'POST /v1/entries/redeem': { token: owned.entryToken },
    'POST /v1/resets/cancel': { token: owned.cancelToken },
    'POST /v1/users/{userId}/resets/{resetId}/complete': {
      ...{ agent: 'eve', factorIds: [anna.factorId] },
    },
    'POST /v1/logins/check': { ...login, context: { ip: '203.0.113.7' } },
    'PATCH /v1/policy': { siteName: 'Elsewhere' },
    'POST /v1/exemptions': { userId: 'anna', agent: 'eve', reason: 'a reason' },
  }
  const { requestBody } = route.operation
  return bodies[nameOf(route)] ?? requestBody?.content['application/json']?.example
}

/** Asks for a route with the ids of the first tenant; of a stream, for its first piece. */
async function ask(world: World, route: Route, headers: Record<string, string>): Promise<Answer> {
  const { service, owned } = world
  const address = addressOf(route, owned)
  const body = bodyOf(route, world)
  if (isStream(route)) return firstPiece(service.home + address, headers)
  if (route.method === 'get') return service.get(address, headers)
  if (route.method === 'delete') return service.delete(address, headers)
  return service[route.method](address, body, headers)
}

function isStream({ operation }: Route) {
  return JSON.stringify(operation.responses).includes('"text/event-stream"')
}

async function firstPiece(address: string, headers: Record<string, string>): Promise<Answer> {
  const abort = new AbortController()
  const { status, headers: sent, body } = await fetch(address, { headers, signal: abort.signal })
  const piece = await body?.getReader().read()
  abort.abort()
  const text = new TextDecoder().decode(piece?.value)
  return { status, headers: sent, text, body: status === 200 ? text : JSON.parse(text) }
}

/** Words that are of the first tenant alone, whatever the others call theirs. */
function marksOf({ owned, owner }: World): string[] {
  const { anna, bobsApp, login, ...ids } = owned
  const own = Object.values(ids)
  return [...own, anna.factorId, bobsApp.factorId, login.name, 'of-the-first', owner.tenantId]
}

/** Who asks these has no key, and is of no tenant: each says why in the reference. */
const open = [
  ...['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /.well-known/jwks.json'],
  ...['POST /device/pair', 'POST /device/log-in'],
]

it('every other route takes a key or the token of a device', async () => {
  const { get } = await startWalledService()
  const document: ApiDocument = (await get('/openapi.json')).body
  const without = routesOf(document).filter(isPublic).map(nameOf)
  expect(without.filter((name) => !open.includes(name))).toEqual([])
})

/** What another tenant gets where no name in the address says whose it is. */
const withoutNames: Readonly<Record<string, readonly number[]>> = {
  'GET /v1/policy': [200],
  'GET /v1/forecast': [200],
  'GET /v1/webhooks': [200],
  'GET /v1/webhooks/deliveries': [200],
  'GET /v1/audit': [200],
  'GET /device': [200],
  'GET /device/challenges': [200],
  'GET /device/events': [200],
  'PATCH /v1/policy': [200],
  'PUT /device/push': [409, 422],
  'POST /v1/challenges': [404],
  'POST /v1/assertions/redeem': [422],
  'POST /v1/entries/redeem': [410],
  'POST /v1/resets/cancel': [404],
  'POST /v1/logins/check': [422],
  'POST /v1/webhooks': [201, 422],
  'POST /v1/exemptions': [404],
  'DELETE /device/push': [204],
  'DELETE /device': [204],
}

function expectedAt(route: Route) {
  if (isOfOperator(route)) return [403]
  return route.path.includes('{') ? [404] : withoutNames[nameOf(route)]
}

it('the owner finds what the others are to look for', async () => {
  const world = await startWorld()
  const key = { authorization: world.owner.key }
  const proof = { proof: world.owned.anna.assertion }
  for (const route of world.routes.filter((one) => !isOfOperator(one))) {
    const headers = isOfDevice(route) ? world.owned.bobsApp.asDevice : { ...key, ...proof }
    const { status, text } = await ask(world, route, headers)
    expect([400, 401, 403, 404], `${nameOf(route)} ${text}`).not.toContain(status)
  }
})

it('a stranger finds nothing and changes nothing, on every route', async () => {
  const world = await startWorld()
  const stranger = await asTenant(world.service, 'stranger')
  const { asDevice } = await userWithApp(stranger, 'olga')
  const before = await snapshotOf(world.service.store, 'first')
  // That one makes a user of the same name: it is for the one who has them.
  const routes = world.routes.filter((route) => nameOf(route) !== 'PUT /v1/users/{userId}')

  for (const route of routes) {
    const headers = isOfDevice(route) ? asDevice : { authorization: stranger.key }
    const { status, text } = await ask(world, route, headers)
    const expected = expectedAt(route)
    expect(expected, `say what another tenant gets at ${nameOf(route)}`).toBeDefined()
    expect(expected, `${nameOf(route)} ${status} ${text}`).toContain(status)
    for (const mark of marksOf(world)) expect(text, nameOf(route)).not.toContain(mark)
  }
  expect(await snapshotOf(world.service.store, 'first')).toEqual(before)
})

it('nor does a tenant whose users have the same names', async () => {
  const world = await startWorld()
  const { service, routes } = world
  const twin = await asTenant(service, 'twin')
  await makeUser(twin, 'anna', {})
  const anna = await addAuthenticator(twin, 'anna')
  const { asDevice } = await userWithApp(twin, 'bob')
  await makeUser(twin, 'carol', {})
  const before = await snapshotOf(service.store, 'first')

  for (const route of routes) {
    const own = { authorization: twin.key, proof: anna.assertion }
    const { status, text } = await ask(world, route, isOfDevice(route) ? asDevice : own)
    expect(status, `${nameOf(route)} ${text}`).toBeLessThan(500)
    if (/\{(id|factorId|resetId|reference)\}/.test(route.path))
      expect(status, `${nameOf(route)} ${text}`).toBe(isOfOperator(route) ? 403 : 404)
    for (const mark of marksOf(world)) expect(text, nameOf(route)).not.toContain(mark)
  }
  expect(await snapshotOf(service.store, 'first')).toEqual(before)
})

it("a tenant's own requests take nothing of another's in their bodies and headers", async () => {
  const { service, owned, owner } = await startWorld()
  const twin = await asTenant(service, 'twin')
  await makeUser(twin, 'anna', { emails: ['anna@twin.example'] })
  const anna = await addAuthenticator(twin, 'anna')
  const before = await snapshotOf(service.store, 'first')
  const factors = `/v1/users/anna/factors`

  const stolen = { proof: owned.anna.assertion }
  const added = await twin.post(factors, { method: 'totp' }, stolen)
  expect(added.body).toMatchObject({ code: 'proof-needed', reason: 'expired' })
  const removed = await twin.delete(`${factors}/${anna.factorId}`, stolen)
  expect(removed.body).toMatchObject({ code: 'proof-needed', reason: 'expired' })
  const request = { agent: 'kim', reason: 'lost it', proof: owned.anna.assertion }
  expect((await twin.post('/v1/users/anna/resets', request)).body.code).toBe('proof-needed')

  const { id } = (await twin.post('/v1/challenges', { userId: 'anna' })).body
  for (const factorId of [owned.anna.factorId, owned.recoveryFactorId]) {
    const asked = { userId: 'anna', factorId }
    expect((await twin.post('/v1/challenges', asked)).body.code).toBe('factor-unknown')
    const switched = await twin.post(`/v1/challenges/${id}/switch`, { factorId })
    expect(switched.body.code).toBe('factor-unknown')
  }
  const code = nextCode(service, owned.anna)
  const guessed = await twin.post(`/v1/challenges/${id}/verify`, { code })
  expect(guessed.body.code).toBe('code-wrong')

  expect(await snapshotOf(service.store, 'first')).toEqual(before)

  const reset = await requested(twin, 'anna')
  service.clock.advance(24 * 3_600_000)
  const complete = { agent: 'kim', factorIds: [owned.anna.factorId] }
  const path = `/v1/users/anna/resets/${reset.id}/complete`
  expect((await twin.post(path, complete)).body.code).toBe('factor-unknown')
  const { factors: left } = (await owner.get('/v1/users/anna')).body
  expect(left).toContainEqual(expect.objectContaining({ id: owned.anna.factorId }))
})

it('the same idempotency key in two tenants is two keys', async () => {
  const { service, owner } = await startWorld()
  const twin = await asTenant(service, 'twin')
  const once = { 'idempotency-key': 'the-same' }
  const body = { to: '06 12345678' }
  const first = await owner.post('/v1/challenges', body, once)
  const second = await twin.post('/v1/challenges', body, once)

  expect(second.status).toBe(201)
  expect(second.headers.has('idempotency-replayed')).toBe(false)
  expect(second.body.id).not.toBe(first.body.id)
})

it('a key does what its scopes say, on every route and without exception', async () => {
  const world = await startWorld()
  const { service, routes, owned } = world
  const others = new Map<string, { authorization: string }>()
  for (const wanted of new Set(routes.map((route) => wantedBy(route).join(' or ')))) {
    const allowed = scopes.filter((one) => !wanted.split(' or ').includes(one))
    others.set(wanted, await keyOf(service, 'first', allowed))
  }
  const before = await snapshotOf(service.store, 'first')

  for (const route of routes.filter((one) => !isOfDevice(one))) {
    const scope = wantedBy(route).join(' or ')
    const headers = scope === '' ? undefined : others.get(scope)
    if (!headers) throw new Error(`${nameOf(route)} names no scope`)
    const proof = { proof: owned.anna.assertion }
    const { status, body } = await ask(world, route, { ...headers, ...proof })
    expect({ status, body }, nameOf(route)).toMatchObject({
      ...{ status: 403, body: { code: 'scope-missing', scope } },
    })
  }
  expect(await snapshotOf(service.store, 'first')).toEqual(before)
})

it('without a key, with a wrong one, or with that of the other side, there is nothing', async () => {
  const world = await startWorld()
  const { service, routes, owned, owner } = world
  const before = await snapshotOf(service.store, 'first')
  const proof = { proof: owned.anna.assertion }

  for (const route of routes) {
    const [code, other] = isOfDevice(route)
      ? ['device-unknown', owner.key]
      : ['key-invalid', owned.bobsApp.asDevice.authorization]
    for (const authorization of ['', `Bearer ${'x'.repeat(40)}`, other]) {
      const { status, body } = await ask(world, route, { authorization, ...proof })
      const answered = { status, code: body.code }
      expect(answered, `${nameOf(route)} ${authorization}`).toEqual({ status: 401, code })
    }
  }
  expect(await snapshotOf(service.store, 'first')).toEqual(before)
})
