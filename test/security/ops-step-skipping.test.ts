import { expect, it } from 'vitest'
import { defaultLimits, formatLimitSet } from '../../src/limits/index.ts'
import { doors } from '../../src/ops/frame/menu.tsx'
import {
  addKnownOperator,
  addNewOperator,
  logInOperator,
  OPS_COOKIE,
  OPS_PASSWORD,
  secretOn,
} from '../support/ops-world.ts'
import { totpAt } from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, createVisitor, logIn, type Visitor } from '../support/visitor.ts'

/** Gain: a page of the console opens before its door. */

const call = '/ops/calls/ca_0000000000000000000000000000000000000000'
const pages = [
  ...Object.values(doors).map(({ path }) => path),
  ...['/ops/figures', '/ops/events', '/ops/limits/edit', '/ops/limits/refused', call],
  ...['/ops/limits/versions/0', '/ops/refusals/K7-42-MP'],
  '/ops/limits/trials/tr_0000000000000000000000000000000000000000',
]
const limits = formatLimitSet(defaultLimits)
const acts: [string, Record<string, string>][] = [
  ['/ops/limits/rules/number-10m', { version: '0', mode: 'shadow' }],
  ['/ops/limits/versions/0/restore', { version: '0' }],
  [
    '/ops/limits/overrides',
    {
      ...{ version: '0', tenant: 'demo', rule: 'number-10m' },
      ...{ quota: '9', until: 'night', reason: 'omdat' },
    },
  ],
  [
    '/ops/limits/edit',
    { version: '0', document: 'rules: []', period: 'day', reason: 'omdat', act: 'save' },
  ],
  ['/ops/limits/edit', { version: '0', document: limits, period: 'day', reason: '', act: 'try' }],
]

async function expectNothing(visitor: Visitor, door: string) {
  for (const path of pages) expect([path, (await visitor.get(path)).path]).toEqual([path, door])
  for (const [path, form] of acts) {
    await visitor.get(door)
    expect([path, (await visitor.post(path, form)).path]).toEqual([path, door])
  }
}

it('without a login, after the password, and before the first password was changed: nothing opens', async () => {
  const service = await startTestService()
  await expectNothing(createVisitor(service), '/ops/login')

  const { name, password, visitor } = await addNewOperator(service)
  const asked = await logInOperator(visitor, { name, password })
  await expectNothing(visitor, '/ops/set-up')
  expect((await visitor.get('/ops/password')).path).toBe('/ops/set-up')
  expect((await visitor.get('/ops/verify')).path).toBe('/ops/set-up')

  await visitor.get('/ops/set-up')
  await visitor.post('/ops/set-up', { code: totpAt(secretOn(asked), service.clock.now()) })
  await expectNothing(visitor, '/ops/password')
  expect((await visitor.get('/ops/set-up')).path).toBe('/ops/password')
  for (const table of ['limit_sets', 'limit_trials'] as const)
    expect(await service.store.selectFrom(table).selectAll().execute()).toEqual([])
})

it('with the password alone there is no new authenticator where there is one', async () => {
  const service = await startTestService()
  await addKnownOperator(service)
  const visitor = createVisitor(service)
  await logInOperator(visitor, { name: 'olga', password: OPS_PASSWORD })
  expect((await visitor.get('/ops/set-up')).path).toBe('/ops/verify')
  await expectNothing(visitor, '/ops/verify')
  const chosen = { old: OPS_PASSWORD, password: 'acht blauwe stoelen in de tuin' }
  expect((await visitor.post('/ops/password', chosen)).path).toBe('/ops/verify')
})

it('the role helpdesk sees calls, refusals and its own account, and may do nothing to limits', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service, { name: 'hella', role: 'helpdesk' })
  expect((await visitor.get('/ops')).path).toBe('/ops/calls')
  for (const path of ['/ops/calls', '/ops/refusals', '/ops/account'])
    expect([path, (await visitor.get(path)).status]).toEqual([path, 200])
  const closed = ['/ops/carriers', '/ops/limits', '/ops/alarms', '/ops/figures']
  const ofLimits = ['edit', 'versions/0', 'refused', `trials/tr_${'0'.repeat(40)}`]
  for (const path of [...closed, ...ofLimits.map((one) => `/ops/limits/${one}`)])
    expect([path, (await visitor.get(path)).status]).toEqual([path, 403])
  for (const [path, form] of acts) {
    await visitor.get('/ops/calls')
    expect([path, (await visitor.post(path, form)).status]).toEqual([path, 403])
  }
  const menu = (await visitor.get('/ops/calls')).html
  for (const name of ['Limieten', 'Alarmen', 'Carriers']) expect(menu).not.toContain(`>${name}</a>`)
  expect(await service.store.selectFrom('limit_sets').selectAll().execute()).toEqual([])
})

it('a session of the panel is none of the console, nor the other way round', async () => {
  const service = await startTestService()
  const olga = await addKnownOperator(service)
  await addUserWithLogin(service)
  const anna = createVisitor(service)
  expect((await logIn(anna)).path).toBe('/panel')

  const intruder = createVisitor(service)
  intruder.cookies.set(OPS_COOKIE, anna.cookies.get('__Host-belcode') ?? '')
  expect((await intruder.get('/ops')).path).toBe('/ops/login')
  intruder.cookies.clear()
  intruder.cookies.set('__Host-belcode', olga.visitor.cookies.get(OPS_COOKIE) ?? '')
  expect((await intruder.get('/panel')).path).toBe('/login')
  expect((await intruder.get('/ops')).path).toBe('/ops/login')
})

it('nobody ends a browser of somebody else', async () => {
  const service = await startTestService()
  const olga = await addKnownOperator(service)
  const otto = await addKnownOperator(service, { name: 'otto' })
  const { id } = await service.store
    .selectFrom('operator_sessions')
    .innerJoin('operators', 'operators.id', 'operator_id')
    .select('operator_sessions.id')
    .where('name', '=', 'otto')
    .executeTakeFirstOrThrow()
  await olga.visitor.get('/ops/account')
  await olga.visitor.post(`/ops/account/sessions/${id}/end`)
  expect((await otto.visitor.get('/ops')).path).toBe('/ops')
})
