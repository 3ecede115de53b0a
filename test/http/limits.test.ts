import { describe, expect, it } from 'vitest'
import { addApiKey, createTenant, drawApiKey, type Scope } from '../../src/accounts/index.ts'
import { defaultLimits } from '../../src/limits/index.ts'
import { eventually } from '../support/eventually.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const reason = 'The first day of compulsory two-factor login.'

/** The default limits with a quota of another size. */
const withQuota = (name: string, quota: number) => ({
  ...defaultLimits,
  rules: defaultLimits.rules.map((rule) => (rule.name === name ? { ...rule, quota } : rule)),
})

async function keyOf({ store }: TestService, tenantId: string, scopes: readonly Scope[]) {
  const key = drawApiKey()
  await addApiKey(store, { tenantId, key, label: 'test', scopes })
  return { authorization: `Bearer ${key}` }
}

describe('GET /v1/limits', () => {
  it('200: the limits of a new installation are version 0, under no pressure', async () => {
    const { get } = await startTestService()
    const { status, body } = await get('/v1/limits')
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 0, restoredFrom: null, limits: defaultLimits })
    expect(body.pressure.map(({ rule }: { rule: string }) => rule)).toEqual(
      defaultLimits.rules.map(({ name }) => name),
    )
    expect(new Set(body.pressure.map(({ asked }: { asked: number }) => asked))).toEqual(
      new Set([0]),
    )
  })

  it('200: the pressure says which rule refused, and how full it was', async () => {
    const { get, post, service } = await startTestService()
    await post('/v1/challenges', { to: '0612345678' })
    expect((await post('/v1/challenges', { to: '0612345678' })).status).toBe(429)
    await service.tidy()
    const { body } = await get('/v1/limits')
    const of = (name: string) =>
      body.pressure.find(({ rule }: { rule: string }) => rule === name) as unknown
    expect(of('number-60s')).toMatchObject({ asked: 2, refused: 1, fullest: 1 })
    expect(of('number-1h')).toMatchObject({ asked: 2, refused: 0, fullest: 0.2 })
  })
})

describe('PUT /v1/limits', () => {
  it('200: a new version is in force at once, and says who made it and why', async () => {
    const { get, put, post } = await startTestService()
    const changed = await put('/v1/limits', { limits: withQuota('number-60s', 2), reason })
    expect(changed).toMatchObject({
      status: 200,
      body: { version: 1, reason, author: expect.stringMatching(/^key_/), restoredFrom: null },
    })
    expect((await get('/v1/limits')).body).toMatchObject({ ...changed.body })

    const call = () => post('/v1/challenges', { to: '0612345678' })
    await eventually(
      async () => (await call()).body.limit,
      (limit) => limit === 'number-60s',
    )
    const { headers } = await call()
    expect(headers.get('ratelimit-policy')).toContain('"number-60s";q=2')
  })

  it('200: a rule in shadow counts and refuses nobody', async () => {
    const { put, post, get, service } = await startTestService()
    const rules = defaultLimits.rules.map((rule) =>
      rule.name === 'number-60s' ? { ...rule, mode: 'shadow' } : rule,
    )
    await put('/v1/limits', { limits: { ...defaultLimits, rules }, reason })
    await service.tidy()
    const call = () => post('/v1/challenges', { to: '0612345678' })
    expect([(await call()).status, (await call()).status]).toEqual([201, 201])
    await service.tidy()
    const { body } = await get('/v1/limits')
    const shadow = body.pressure.find(({ rule }: { rule: string }) => rule === 'number-60s')
    expect(shadow).toMatchObject({ asked: 2, refused: 0, shadowRefused: 1 })
  })

  it('422: says all that is wrong, with pointers into the body, and changes nothing', async () => {
    const { get, put } = await startTestService()
    const limits = { ...withQuota('number-10m', 1.5), offices: 'everywhere' }
    const refused = await put('/v1/limits', { limits, reason: '', colour: 'blue' })
    expect(refused).toMatchObject({ status: 422, body: { code: 'limits-invalid' } })
    const pointers = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers).toEqual(['#/reason', '#/colour', '#/limits/offices'])
    const finer = await put('/v1/limits', { limits: withQuota('number-10m', 1.5), reason })
    expect(finer.body.errors).toEqual([
      { pointer: '#/limits/rules/1/quota', detail: 'must be a whole number' },
    ])
    expect((await get('/v1/limits')).body.version).toBe(0)
  })

  it.each([[{}], [[]], [{ reason }]])('422: %j is no change', async (body) => {
    const { put } = await startTestService()
    expect(await put('/v1/limits', body)).toMatchObject({
      status: 422,
      body: { code: 'limits-invalid' },
    })
  })

  it('409: who looked at an older version undoes nothing of somebody else', async () => {
    const { put } = await startTestService()
    const change = (quota: number) => ({
      limits: withQuota('number-60s', quota),
      reason,
      version: 0,
    })
    expect((await put('/v1/limits', change(2))).status).toBe(200)
    expect(await put('/v1/limits', change(3))).toMatchObject({
      status: 409,
      body: { code: 'limits-changed', version: 1 },
    })
  })

  it('200: of many at the same moment each becomes a version of its own', async () => {
    const { get, put } = await startTestService()
    const changes = [2, 3, 4, 5, 6].map((quota) =>
      put('/v1/limits', { limits: withQuota('number-60s', quota), reason }),
    )
    const versions = (await Promise.all(changes)).map(({ body }) => body.version)
    expect(versions.sort()).toEqual([1, 2, 3, 4, 5])
    expect((await get('/v1/limits')).body.version).toBe(5)
  })
})

describe('versions', () => {
  it('200: are listed with author and reason, read, and taken up again', async () => {
    const { get, put, post, store } = await startTestService()
    await put('/v1/limits', { limits: withQuota('number-60s', 2), reason: 'One more.' })
    await put('/v1/limits', { limits: withQuota('number-60s', 3), reason: 'Two more.' })
    const restored = await post('/v1/limits/versions/1/restore', { reason: 'That was too much.' })
    expect(restored).toMatchObject({
      status: 200,
      body: { version: 3, restoredFrom: 1, limits: withQuota('number-60s', 2) },
    })
    const { body } = await get('/v1/limits/versions')
    expect(body.versions.map(({ reason: why }: { reason: string }) => why)).toEqual([
      ...['That was too much.', 'Two more.', 'One more.'],
    ])
    expect((await get('/v1/limits/versions?before=2')).body.versions).toHaveLength(1)
    expect((await get('/v1/limits/versions/2')).body.limits).toEqual(withQuota('number-60s', 3))
    const original = await post('/v1/limits/versions/0/restore', { reason: 'As it began.' })
    expect(original.body).toMatchObject({ version: 4, restoredFrom: 0, limits: defaultLimits })

    const events = await store
      .selectFrom('audit_events')
      .selectAll()
      .where('kind', '=', 'limits.changed')
      .orderBy('at')
      .execute()
    expect(events.map(({ about }) => about).sort()).toEqual(
      [1, 2, 3, 4].map((version) => `limits:${version}`),
    )
  })

  it('404: of a version that never was', async () => {
    const { get, post } = await startTestService()
    expect((await get('/v1/limits/versions/7')).status).toBe(404)
    expect((await post('/v1/limits/versions/7/restore', { reason })).status).toBe(404)
    expect((await get('/v1/limits/versions/x')).status).toBe(400)
  })
})

describe('who may', () => {
  const paths = ['/v1/limits', '/v1/limits/versions', '/v1/limits/versions/0']

  it('403: no other tenant reads or sets what holds for all, whatever its key may do', async () => {
    const service = await startTestService()
    await createTenant(service.store, { id: 'acme', name: 'Acme' })
    const headers = await keyOf(service, 'acme', ['challenges', 'helpdesk', 'ops'])
    for (const path of paths)
      expect(await service.get(path, headers)).toMatchObject({
        status: 403,
        body: { code: 'operator-only' },
      })
    const change = { limits: withQuota('number-60s', 9), reason }
    expect((await service.put('/v1/limits', change, headers)).status).toBe(403)
    const restore = '/v1/limits/versions/0/restore'
    expect((await service.post(restore, { reason }, headers)).status).toBe(403)
    expect((await service.get('/v1/limits')).body.version).toBe(0)
  })

  it('403: a key of the panel or the helpdesk does not, not even of the tenant that runs it', async () => {
    const service = await startTestService()
    const headers = await keyOf(service, 'demo', ['challenges', 'helpdesk'])
    for (const path of paths)
      expect(await service.get(path, headers)).toMatchObject({
        status: 403,
        body: { code: 'scope-missing' },
      })
  })
})

it('what names numbers and addresses lies sealed in the database, and is in no log', async () => {
  const { put, store, logged } = await startTestService()
  const limits = {
    ...defaultLimits,
    trusted: [{ tenant: 'demo', number: '+31687654321', reason: 'The front desk.' }],
    offices: [{ tenant: 'demo', network: '203.0.113.77', times: 5, reason: 'The office.' }],
  }
  expect((await put('/v1/limits', { limits, reason })).status).toBe(200)
  const stored = JSON.stringify([
    await store.selectFrom('limit_sets').selectAll().execute(),
    await store.selectFrom('audit_events').selectAll().execute(),
  ])
  expect(`${stored}${logged()}`).not.toMatch(/87654321|203\.0\.113/)
})
