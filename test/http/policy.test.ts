import { expect, it } from 'vitest'
import { createTenant } from '../../src/accounts/index.ts'
import { eventually } from '../support/eventually.ts'
import { startPolicyApp } from '../support/policy-app.ts'

const path = '/v1/policy'
const announceAt = '2023-06-21T00:00:00+02:00'
const soon = (ms: number) => new Date(Date.now() + ms).toISOString()
const DAY_MS = 24 * 3_600_000

const byDefault = {
  ...{ gate: 'key', codeLength: 6, locale: 'nl-NL', countries: ['NL'], fixedLines: false },
  ...{ siteName: 'Demo', appName: 'Belcode app', support: {} },
  ...{ methods: ['app', 'voice', 'totp'], factorsWanted: 2, adminsStrict: false },
  ...{ announceAt: null, enforceAt: null, graceEndedAt: null, resetWaitSeconds: 86_400 },
  ...{ ownNumbers: [], numberHook: null, passwordsFrom: null, brand: {}, panelHosts: [] },
  helpdeskUsers: [],
}

it('200: a new tenant has the policy by default, under its own name', async () => {
  const { ask } = await startPolicyApp()
  const { status, body } = await ask('GET', path)
  expect(status).toBe(200)
  expect(body).toEqual(byDefault)
})

it('200: changes what is named, and nothing else', async () => {
  const { ask } = await startPolicyApp()
  const enforceAt = soon(30 * DAY_MS)
  const changes = {
    ...{ siteName: 'Callvoip', appName: 'Qaller', methods: ['totp', 'app'], factorsWanted: 3 },
    ...{ support: { phone: '050 820 00 00', mail: 'support@example.com' }, adminsStrict: true },
    ...{ announceAt, enforceAt, resetWaitSeconds: 0, ownNumbers: ['+31508200000', '+3185888*'] },
    ...{ gate: 'match', codeLength: 8, locale: 'en-GB', countries: ['NL', 'BE'], fixedLines: true },
  }
  const changed = await ask('PATCH', path, changes)
  expect(changed.status).toBe(200)
  const expected = { ...byDefault, ...changes, announceAt: '2023-06-20T22:00:00.000Z' }
  expect(changed.body).toEqual(expected)
  expect((await ask('GET', path)).body).toEqual(expected)

  const again = await ask('PATCH', path, { support: { mail: null }, announceAt: null })
  expect(again.body).toEqual({
    ...expected,
    ...{ support: { phone: '050 820 00 00' }, announceAt: null },
  })
})

it('200: a number hook comes with its secret once, and never in what is read', async () => {
  const { ask } = await startPolicyApp()
  const numberHook = { url: 'https://exchange.example/numbers' }
  const { body } = await ask('PATCH', path, { numberHook })
  expect(body.numberHookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect((await ask('GET', path)).body).toEqual({ ...byDefault, numberHook })
  expect((await ask('PATCH', path, { factorsWanted: 1 })).text).not.toContain('whsec_')

  const elsewhere = await ask('PATCH', path, { numberHook: { url: 'https://other.example/' } })
  expect(elsewhere.body.numberHookSecret).not.toBe(body.numberHookSecret)
  expect((await ask('PATCH', path, { numberHook: null })).body).toEqual({
    ...byDefault,
    factorsWanted: 1,
  })
})

it('422: what cannot be is refused, with what is wrong where, and changes nothing', async () => {
  const { ask } = await startPolicyApp()
  const wrong: readonly (readonly [unknown, readonly string[]])[] = [
    [{ factorsWanted: 9, siteName: 'a:b' }, ['#/siteName', '#/factorsWanted']],
    [{ announceAt: soon(2 * DAY_MS), enforceAt: soon(DAY_MS) }, ['#/enforceAt']],
    [{ methods: ['voice'] }, ['#/methods']],
    [{ numberHook: { url: 'https://10.0.0.1/' } }, ['#/numberHook/url']],
    [{ graceEndedAt: null }, ['#/graceEndedAt']],
    [
      { brand: { color: 'red' }, panelHosts: ['Login.example'] },
      ['#/brand/color', '#/panelHosts/0'],
    ],
    [{ helpdeskUsers: ['kim', 'a\nb'] }, ['#/helpdeskUsers/1']],
    [{ passwordsFrom: 'soon' }, ['#/passwordsFrom']],
    [{ passwordsFrom: soon(-93 * DAY_MS) }, ['#/passwordsFrom']],
    [[], ['#']],
  ]
  for (const [changes, pointers] of wrong) {
    const { status, body } = await ask('PATCH', path, changes)
    expect(status).toBe(422)
    expect(body.code).toBe('policy-invalid')
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers)
    expect(body.errors[0].detail).toMatch(/[a-z]/)
  }
  expect((await ask('GET', path)).body).toEqual(byDefault)
})

it('200: dates of passwords, looks and names of the panel', async () => {
  const { ask } = await startPolicyApp()
  const changes = {
    ...{ passwordsFrom: soon(-DAY_MS), brand: { color: '#005ea5' } },
    panelHosts: ['login.panel.example', 'localhost'],
  }
  expect((await ask('PATCH', path, changes)).body).toEqual({ ...byDefault, ...changes })
  const plain = { passwordsFrom: null, brand: {}, panelHosts: [] }
  expect((await ask('PATCH', path, plain)).body).toEqual(byDefault)
})

it('422: the name of another panel, which would be asked for its passwords', async () => {
  const { ask, addKey, store } = await startPolicyApp()
  await createTenant(store, { id: 'other', name: 'Other' })
  const key = 'bel_key_of_the_other_tenant_000000000000'
  await addKey(key, 'other', ['ops'])
  const authorization = `Bearer ${key}`
  await ask('PATCH', path, { panelHosts: ['login.panel.example'] })
  const panelHosts = ['login.other.example', 'login.panel.example']
  const { status, body } = await ask('PATCH', path, { panelHosts }, { authorization })
  expect(status).toBe(422)
  expect(body.errors).toMatchObject([{ pointer: '#/panelHosts/1' }])
  expect((await ask('PATCH', path, { panelHosts: ['login.panel.example'] })).status).toBe(200)
})

it('422: one good member does not carry a bad one through', async () => {
  const { ask } = await startPolicyApp()
  expect((await ask('PATCH', path, { factorsWanted: 1, codeLength: 5 })).status).toBe(422)
  expect((await ask('GET', path)).body.factorsWanted).toBe(2)
})

it('400 and 415: what is no JSON', async () => {
  const { ask } = await startPolicyApp()
  const broken = await ask('PATCH', path, '{', { 'content-type': 'application/json' })
  expect(broken.body.code).toBe('body-invalid')
  const text = await ask('PATCH', path, 'gate=none', { 'content-type': 'text/plain' })
  expect(text.status).toBe(415)
})

it('403: a key of the panel or of the helpdesk sets no rules and reads none', async () => {
  const { ask, addKey } = await startPolicyApp()
  const key = 'bel_key_of_the_panel_and_the_helpdesk_00'
  await addKey(key, 'demo', ['challenges', 'helpdesk'])
  const headers = { authorization: `Bearer ${key}` }
  for (const answer of [
    await ask('GET', path, undefined, headers),
    await ask('PATCH', path, { gate: 'none' }, headers),
    await ask('GET', '/v1/forecast', undefined, headers),
  ])
    expect(answer.body).toMatchObject({ status: 403, code: 'scope-missing', scope: 'ops' })
})

it("another tenant's rules stay as they are, and are not to be read", async () => {
  const { ask, addKey, store } = await startPolicyApp()
  await createTenant(store, { id: 'other', name: 'Other' })
  const key = 'bel_key_of_the_other_tenant_000000000000'
  await addKey(key, 'other', ['ops'])
  const asOther = { authorization: `Bearer ${key}` }
  await ask('PATCH', path, { siteName: 'Mine', gate: 'match' })

  expect((await ask('GET', path, undefined, asOther)).body).toEqual({
    ...byDefault,
    siteName: 'Other',
  })
  await ask('PATCH', path, { siteName: 'Theirs' }, asOther)
  expect((await ask('GET', path)).body).toMatchObject({ siteName: 'Mine', gate: 'match' })
})

it('writes down who changed which fields, and only when something changed', async () => {
  const { ask, store } = await startPolicyApp()
  await ask('PATCH', path, { ownNumbers: ['+31508200000'], factorsWanted: 3, gate: 'key' })
  await ask('PATCH', path, { ownNumbers: ['+31508200000'], factorsWanted: 3 })
  await ask('PATCH', path, {})

  const events = await store
    .selectFrom('audit_events')
    .selectAll()
    .where('kind', '=', 'tenant.policy-changed')
    .execute()
  const { id: by } = await store.selectFrom('api_keys').select('id').executeTakeFirstOrThrow()
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({ tenant_id: 'demo', about: 'demo' })
  expect(JSON.parse(events[0]?.detail ?? '')).toEqual({ fields: 'factorsWanted ownNumbers', by })
})

it('what changes is in force here at once, and at another instance within a second', async () => {
  const here = await startPolicyApp()
  const there = await here.another()
  const believed = async () => (await there.ask('GET', '/v1/believed')).body
  expect((await believed()).gate).toBe('key')

  await here.ask('PATCH', path, { gate: 'match' })
  expect((await here.ask('GET', '/v1/believed')).body.gate).toBe('match')
  const changedAt = performance.now()
  await eventually(believed, ({ gate }) => gate === 'match')
  expect(performance.now() - changedAt).toBeLessThan(1500)
})

it('changes that come at the same time are both kept', async () => {
  const here = await startPolicyApp()
  const there = await here.another()
  const changes = [
    { siteName: 'A' },
    { appName: 'B' },
    { factorsWanted: 4 },
    { adminsStrict: true },
    { resetWaitSeconds: 7 },
    { fixedLines: true },
  ]
  const answers = await Promise.all(
    changes.map((change, turn) => (turn % 2 ? here : there).ask('PATCH', path, change)),
  )
  expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200))
  expect((await here.ask('GET', path)).body).toMatchObject(Object.assign({}, ...changes))
})
