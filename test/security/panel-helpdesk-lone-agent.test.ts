import { expect, it } from 'vitest'
import {
  act,
  addKnown,
  because,
  force,
  MINUTE_MS,
  openHelpdesk,
  pathOf,
} from '../support/panel-agent.ts'
import type { Json, TestService } from '../support/test-service.ts'
import { addUserWithLogin } from '../support/visitor.ts'

/**
 * Gain: one person of the helpdesk, or whoever sits at their desk, gets into an account alone: their
 * own, or that of an administrator, by another name, another's proof, or a form of another site.
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
const sure = { reason: because, until: '2099-01-01', sure: 'yes' }

const resetsOf = async (service: TestService, userId: string): Promise<Json[]> =>
  (await service.get(`/v1/helpdesk/users/${userId}`)).body.resets

it('an agent cannot act on himself: no button, and the server refuses every act', async () => {
  const { service, kim, lee } = await openHelpdesk()
  const own = await kim.visitor.get(pathOf('kim'))
  expect(own.text).toContain('Dit ben jij zelf.')
  expect(own.html).not.toContain(`${pathOf('kim')}/`)
  for (const name of acts) {
    for (const seen of [
      await kim.visitor.get(pathOf('kim', name)),
      await force(kim, pathOf('kim', name), sure),
    ]) {
      expect([name, seen.status]).toEqual([name, 403])
      expect(seen.text).toContain('Voor jezelf kun je hier niets doen.')
    }
  }
  expect(await resetsOf(service, 'kim')).toEqual([])

  // A reset that a colleague began is not his to hurry or to stop here either.
  expect((await act(lee, { userId: 'kim', act: 'reset' })).status).toBe(200)
  const [{ id: resetId }] = await resetsOf(service, 'kim')
  expect((await force(kim, pathOf('kim', 'cancel'), { ...sure, resetId })).status).toBe(403)
  expect(await resetsOf(service, 'kim')).toMatchObject([{ status: 'waiting' }])
})

it('who asks for the reset of an administrator cannot be typed in as somebody else', async () => {
  const { service, kim } = await openHelpdesk()
  await addKnown(service, 'boss', { role: 'admin' })
  const agents = { agent: 'lee', by: 'lee', name: 'lee (lee Jansen)', userId: 'lee' }
  const asked = await act(kim, { userId: 'boss', act: 'reset', form: agents })
  expect(asked.text).toContain('De reset is aangevraagd.')
  const [reset] = await resetsOf(service, 'boss')
  expect(reset.requestedBy).toBe('kim (kim Jansen)')

  const approve = { ...sure, ...agents, resetId: reset.id }
  for (const displayName of [
    'lee Jansen',
    '',
    'kim (lee Jansen)',
    '\u202ekim',
    'lee (lee Jansen)',
  ]) {
    await service.put('/v1/users/kim', { displayName })
    const seen = await force(kim, pathOf('boss', 'approve'), approve)
    expect([displayName, seen.status]).toEqual([displayName, 409])
    expect(seen.text).toContain('Hiervoor is een tweede persoon nodig')
  }
  // Nor over the API, by either of the names.
  for (const agent of ['kim', 'Kim Jansen', 'kim (lee Jansen)']) {
    const path = `/v1/users/boss/resets/${reset.id}/approve`
    expect((await service.post(path, { agent })).body.code).toBe('second-person-needed')
  }
  expect(await resetsOf(service, 'boss')).toMatchObject([{ status: 'waiting-approval' }])
})

it('the proof of a colleague, an old one and a made up one open nothing', async () => {
  const { service, kim, lee } = await openHelpdesk()
  await addUserWithLogin(service)
  const proof = '__Host-belcode-proof'
  const own = kim.visitor.cookies.get(proof) ?? ''
  const pathOfAct = pathOf('anna', 'pairing-code')
  for (const wrong of [lee.visitor.cookies.get(proof) ?? '', `${own}x`, 'x', '']) {
    kim.visitor.cookies.set(proof, wrong)
    expect((await force(kim, pathOfAct, sure)).status).toBe(403)
  }
  kim.visitor.cookies.set(proof, own)
  service.clock.advance(5 * MINUTE_MS)
  const late = await force(kim, pathOfAct, sure)
  expect(late.status).toBe(403)
  expect(late.text).toContain('Even controleren')
  expect((await service.get('/v1/users/anna')).body.factors).toEqual([])
})

it('a form of another site, or one without what our page knew, does nothing', async () => {
  const { service, kim } = await openHelpdesk()
  await addKnown(service, 'anna')
  const path = pathOf('anna', 'reset')
  await kim.visitor.get('/helpdesk')
  const body = new URLSearchParams(sure).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: service.home }
  const foreign = { ...headers, origin: 'https://evil.example' }
  const crossed = { ...headers, 'sec-fetch-site': 'cross-site' }
  for (const given of [headers, foreign, crossed])
    expect((await kim.visitor.send(path, { method: 'POST', headers: given, body })).status).toBe(
      403,
    )
  const stolen = await force(kim, path, { ...sure, csrf: 'a'.repeat(43) })
  expect(stolen.status).toBe(403)
  expect(await resetsOf(service, 'anna')).toEqual([])
})

it('a reset of one user is not approved, cancelled or completed at another', async () => {
  const { service, kim, lee } = await openHelpdesk()
  for (const id of ['boss', 'anna']) await addKnown(service, id, { role: 'admin' })
  await act(kim, { userId: 'boss', act: 'reset' })
  const [{ id: resetId }] = await resetsOf(service, 'boss')
  const factorIds = `fa_${'0'.repeat(40)}`
  for (const name of ['approve', 'cancel', 'complete']) {
    const seen = await force(lee, pathOf('anna', name), { ...sure, resetId, factorIds })
    expect([name, seen.status]).toEqual([name, 409])
    expect(seen.text).toContain('Deze reset bestaat niet.')
  }
  expect(await resetsOf(service, 'boss')).toMatchObject([{ status: 'waiting-approval' }])
})
