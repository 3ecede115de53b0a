import { expect, it } from 'vitest'
import {
  act,
  addKnown,
  because,
  force,
  openHelpdesk,
  pathOf,
  prove,
} from '../support/panel-agent.ts'
import { addAuthenticator } from '../support/panel-user.ts'
import { addUserWithLogin } from '../support/visitor.ts'

/**
 * Gain: a user who calls the helpdesk has it open a page that runs their script, says something else
 * than it does, or leads the agent away to another site.
 */

const script = '<script>alert(1)</script><img src=x onerror=alert(2)>'
const turned = 'Anna \u202e\u2066gnp.exe\u2069'

it('names, labels, ids and reasons are text, and turn nothing around', async () => {
  const { service, kim, lee } = await openHelpdesk()
  const userId = `u/1?"><b>&%2e\u202e`
  await addUserWithLogin(service, { userId: 'plain', displayName: `${script}${turned}` })
  const put = await service.put(`/v1/users/${encodeURIComponent(userId)}`, {
    ...{ displayName: `${script}${turned}`, emails: ['x@panel.example'], role: 'admin' },
  })
  expect(put.status, put.text).toBe(200)
  const path = `/v1/users/${encodeURIComponent(userId)}/factors`
  const { factor, assertion } = await addAuthenticator(service, {
    userId: encodeURIComponent(userId),
  })
  const label = `${script}${turned}`.slice(0, 60)
  const patched = await service.patch(`${path}/${factor.id}`, { label }, { proof: assertion })
  expect(patched.status, patched.text).toBe(200)

  await kim.visitor.get('/helpdesk')
  const found = await kim.visitor.post('/helpdesk/find', { sought: userId })
  expect(found.path).toBe(pathOf(userId))
  const reason = `${script} \u202ebecause`
  const asked = await kim.visitor.get(pathOf(userId, 'reset'))
  const sure = await kim.visitor.post(pathOf(userId, 'reset'), { reason })
  const done = await act(kim, { userId, act: 'reset', form: { reason } })
  expect(done.text).toContain('De reset is aangevraagd.')
  const form = await lee.visitor.get(pathOf(userId, 'approve'))
  const echoed = await force(kim, '/helpdesk/find', { sought: `${script}"` })
  expect(echoed.status).toBe(422)
  for (const { html } of [found, asked, sure, done, form, echoed]) {
    expect(html).not.toMatch(/<script(?! type="module" src="\/)|<img|<b>/)
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069].*<\/h1>/)
  }
  expect(found.html).toContain('&lt;script')
  expect(found.html).toContain(pathOf(userId, 'reset').replaceAll("'", '&#39;'))
  expect(done.html).not.toMatch(/[\u2066-\u2069]|\u202ebecause/)
})

it('after the proof an agent comes back to the helpdesk, and nowhere else', async () => {
  const { service, kim } = await openHelpdesk()
  for (const back of [
    ...['https://evil.example/', '//evil.example', '/\\evil.example', '/logout', '/panel'],
    ...['/helpdesk.evil.example', 'helpdesk/users/anna', '/helpdesk/../panel/2fa', ''],
  ]) {
    service.clock.advance(60_000)
    await kim.visitor.get('/helpdesk')
    await kim.visitor.post('/helpdesk/prove', { back })
    await kim.visitor.get('/verify')
    const { path } = await prove(service, kim)
    expect([back, path]).toEqual([back, '/helpdesk'])
  }
})

it('a word in the address says nothing that is not ours', async () => {
  const { service, kim } = await openHelpdesk()
  await addKnown(service, 'anna')
  for (const done of ['constructor', '__proto__', 'toString', script]) {
    const seen = await kim.visitor.get(`${pathOf('anna')}?done=${encodeURIComponent(done)}`)
    expect(seen.html).not.toMatch(/role="status"|native code|<script>/)
  }
  const reason = because.repeat(40)
  const long = await force(kim, pathOf('anna', 'reset'), { reason, sure: 'yes' })
  expect(long.status).toBe(400)
})
