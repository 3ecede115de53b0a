import { expect, it } from 'vitest'
import { createTenant } from '../../src/accounts/index.ts'
import { keyFor } from '../flows/reset-world.ts'
import {
  act,
  addKnown,
  because,
  force,
  type Known,
  logInWhole,
  openHelpdesk,
  pathOf,
  setHelpdeskUsers,
} from '../support/panel-agent.ts'
import type { TestService } from '../support/test-service.ts'
import { addUserWithLogin, createVisitor, logIn, type Visitor } from '../support/visitor.ts'

/**
 * Gain: the tools of the helpdesk, for whoever is logged in but not of the helpdesk, or has only the
 * password of somebody who is; or users of another tenant.
 */

const acts = [
  'extension',
  'extension-end',
  'pairing-code',
  'reset',
  'approve',
  'cancel',
  'complete',
]
const paths = [
  ...[
    '/helpdesk',
    '/helpdesk/find',
    '/helpdesk/prove',
    '/helpdesk?x',
    '/helpdesk/nothing',
    pathOf('anna'),
  ],
  ...acts.map((act) => pathOf('anna', act)),
]

/** Every path, with and without a form that fits, answers as an address that was never there. */
async function expectNothingThere({ store }: TestService, visitor: Visitor, who: string) {
  const nowhere = await visitor.get('/nothing-here')
  expect(nowhere.status).toBe(404)
  for (const path of paths) {
    const seen = await visitor.get(path)
    expect([who, path, seen.status, seen.html]).toEqual([who, path, 404, nowhere.html])
  }
  const forms = [{ sought: 'anna' }, { reason: because, sure: 'yes' }, {}] as const
  for (const path of paths)
    for (const form of forms) {
      const seen = await visitor.post(path, form)
      expect([who, path, seen.status, seen.html]).toEqual([who, path, 404, nowhere.html])
    }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect([method, (await visitor.send('/helpdesk', { method })).status]).toEqual([method, 404])
  const odd = { method: 'POST', headers: { 'content-type': 'text/html' }, body: '<' }
  expect((await visitor.send('/helpdesk/find', odd)).html).toBe(nowhere.html)
  const looks = store.selectFrom('audit_events').select('id').where('kind', '=', 'helpdesk.looked')
  expect([who, await looks.execute()]).toEqual([who, []])
}

it('nobody, a user, an administrator and a password of the helpdesk all find nothing there', async () => {
  const { service } = await openHelpdesk()
  await addUserWithLogin(service)
  await expectNothingThere(service, createVisitor(service), 'nobody')

  for (const role of ['user', 'admin'] as const) {
    const known = await addKnown(service, `some-${role}`, { role })
    expect((await logInWhole(service, known)).path).toBe('/panel')
    await expectNothingThere(service, known.visitor, role)
  }

  const thief = createVisitor(service)
  expect((await logIn(thief, 'kim')).path).toMatch(/^\/verify/)
  await expectNothingThere(service, thief, 'password of kim')
})

it('a name on the list is not enough: without a second factor there is nothing', async () => {
  const { service } = await openHelpdesk()
  await addUserWithLogin(service, { userId: 'new', name: 'new' })
  await setHelpdeskUsers(service, ['new'])
  const visitor = createVisitor(service)
  expect((await logIn(visitor, 'new')).path).toBe('/panel')
  await expectNothingThere(service, visitor, 'without a factor')
})

it('who is taken off the list is out at once, in the middle of an act', async () => {
  const { service, kim } = await openHelpdesk()
  await addUserWithLogin(service)
  expect((await kim.visitor.get(pathOf('anna', 'extension'))).status).toBe(200)
  await setHelpdeskUsers(service, ['lee'])
  await expectNothingThere(service, kim.visitor, 'kim')
})

it('users, names and references of another tenant are not there, whatever is asked', async () => {
  const { service, kim } = await openHelpdesk()
  const { visitor } = kim
  await createTenant(service.store, { id: 'other', name: 'Other' })
  const headers = await keyFor(service, 'challenges', 'other')
  await service.post('/v1/challenges', { to: '06 12345678' }, headers)
  const put = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' } }
  for (const [path, body] of [
    ['/v1/users/bob', { displayName: 'Bob' }],
    ['/v1/users/bob/login', { name: 'bob', password: 'vier natte fietsen op het dak' }],
  ] as const) {
    const answer = await fetch(service.home + path, { ...put, body: JSON.stringify(body) })
    expect(answer.status).toBeLessThan(300)
  }
  const refused = await service.post('/v1/challenges', { to: '06 12345678' }, headers)
  const { reference } = refused.body
  expect(reference).toMatch(/^\w\d-\d\d-\w\w$/)

  for (const sought of ['bob', 'BOB', reference, 'nobody at all']) {
    await visitor.get('/helpdesk')
    const seen = await visitor.post('/helpdesk/find', { sought })
    expect([sought, seen.status]).toEqual([sought, 422])
    expect(seen.text.replaceAll(sought, '')).toContain('Niets gevonden.')
  }
  expect((await visitor.get(pathOf('bob'))).status).toBe(404)
  for (const act of acts) {
    const seen = await force(kim, pathOf('bob', act), { reason: because, sure: 'yes' })
    expect([act, seen.status]).toEqual([act, 404])
  }
  const looks = service.store.selectFrom('audit_events').select('about').where('about', '=', 'bob')
  const kinds = await looks.where('kind', '=', 'helpdesk.looked').execute()
  expect(kinds).toEqual([])
})

it('an agent of one tenant is nobody in another, also under the same id', async () => {
  const { service, kim } = await openHelpdesk()
  await createTenant(service.store, { id: 'other', name: 'Other' })
  const ops = await keyFor(service, 'ops', 'other')
  const host = 'other.panel.example'
  expect(
    (await service.patch('/v1/policy', { panelHosts: [host], helpdeskUsers: ['kim'] }, ops)).status,
  ).toBe(200)
  const answer = await askAs(service, kim, host)
  expect(answer).toBe(404)
  expect((await kim.visitor.get('/helpdesk')).status).toBe(200)
})

/** With the cookies of somebody, at the name of another panel. */
async function askAs({ service }: TestService, { visitor }: Known, host: string): Promise<number> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await service.app.inject({ url: '/helpdesk', headers: { host, cookie } })
  return answer.statusCode
}

it('a page of the helpdesk is kept by no browser and framed by no site', async () => {
  const { service, kim } = await openHelpdesk()
  await addUserWithLogin(service)
  const given = await act(kim, { userId: 'anna', act: 'pairing-code' })
  for (const { headers } of [given, await kim.visitor.get(pathOf('anna'))]) {
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  }
})
