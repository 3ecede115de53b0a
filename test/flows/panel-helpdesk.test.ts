import { expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import {
  act,
  addKnown,
  because,
  force,
  logInWhole,
  MINUTE_MS,
  openHelpdesk,
  pathOf,
  prove,
} from '../support/panel-agent.ts'
import { addAuthenticator } from '../support/panel-user.ts'
import type { Json, TestService } from '../support/test-service.ts'
import { addUserWithLogin } from '../support/visitor.ts'
import { mailsTo } from './reset-world.ts'

const DAY_MS = 24 * 3_600_000

async function eventsOf({ store }: TestService, kind: string): Promise<Json[]> {
  const rows = await store
    .selectFrom('audit_events')
    .select(['about', 'agent', 'actor', 'detail'])
    .where('kind', '=', kind)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) }))
}

const resetOf = async (service: TestService, userId: string): Promise<Json> =>
  (await service.get(`/v1/helpdesk/users/${userId}`)).body.resets[0]

it('a user is found by login name, by id and by the reference of a refusal, and each look is written down', async () => {
  const { service, kim } = await openHelpdesk()
  await addUserWithLogin(service, { userId: 'u-1', name: 'anna@panel.example' })
  const limited = await refusedCall(service, 'u-1')
  const { visitor } = kim
  const find = async (sought: string) => {
    await visitor.get('/helpdesk')
    return visitor.post('/helpdesk/find', { sought })
  }
  expect((await find(' ANNA@panel.example ')).path).toBe(pathOf('u-1'))
  expect((await find('u-1')).text).toContain('Anna de Vries')
  const spoken = limited.replaceAll('-', ' ').toLowerCase()
  const byReference = await find(spoken)
  expect(byReference.text).toContain(`Referentie ${limited}`)
  expect(byReference.text).toMatch(/Te veel oproepen naar dit nummer .* Tot /)
  expect(byReference.text).toContain('Anna de Vries')

  const nothing = await find('niemand')
  expect(nothing.status).toBe(422)
  expect(nothing.text).toContain('Niets gevonden.')
  const looks = await eventsOf(service, 'helpdesk.looked')
  const searches = looks.filter(({ detail }) => detail.by === 'search')
  expect(searches.map(({ about }) => about)).toEqual(['u-1', 'u-1', 'u-1', ''])
  expect(looks).toHaveLength(6)
  expect(new Set(looks.map(({ agent }) => agent))).toEqual(new Set(['kim (kim Jansen)']))
  expect(JSON.stringify(looks)).not.toContain('niemand')
})

/** A call more than a number may get, for a user who enrols it. */
async function refusedCall(service: TestService, userId: string): Promise<string> {
  const body = { method: 'voice', number: NUMBER }
  for (let turn = 0; turn < 9; turn++) {
    const answer = await service.post(`/v1/users/${userId}/factors`, body)
    if (answer.body.reference) return answer.body.reference
    await service.post(`/v1/challenges/${answer.body.challenge?.id}/cancel`)
    const factorId = answer.body.factor?.id ?? ''
    await service.delete(`/v1/users/${userId}/factors/${factorId}`)
  }
  throw new Error('Nobody was refused')
}

it('a page tells why somebody cannot get in, and neither number, mail address nor code in full', async () => {
  const { service, kim } = await openHelpdesk()
  await addUserWithLogin(service)
  const added = await service.post('/v1/users/anna/factors', {
    ...{ method: 'voice', number: NUMBER, label: 'mobiel 06 12345678' },
  })
  const phone = service.phones.phone(NUMBER)
  await phone.waitForRing()
  await phone.answer()
  await phone.waitForQuestion()
  await phone.press('9')
  await expect
    .poll(async () => (await kim.visitor.get(pathOf('anna'))).text)
    .toContain('Er wordt nu niet gebeld')

  const { text, html } = await kim.visitor.get(pathOf('anna'))
  for (const words of [
    ...['anna de vries', 'nog niets ingesteld', 'een eerste methode', 'a•••@panel.example'],
    ...['dit was ik niet', 'instellen · oproep naar je mobiele nummer: gemeld'],
    ...['begonnen, niet afgemaakt', 'tot ', 'mobiel …'],
  ])
    expect(text.toLowerCase()).toContain(words)
  expect(html.replace(/[ .-]/g, '')).not.toContain('12345678')
  expect(html).not.toContain('anna@panel.example')
  expect(html).not.toContain(added.body.challenge.id)
})

it('one call past the limits, while the user is on the phone', async () => {
  const { service, kim } = await openHelpdesk()
  await addUserWithLogin(service)
  await refusedCall(service, 'anna')
  const again = () => service.post('/v1/users/anna/factors', { method: 'voice', number: NUMBER })
  expect((await again()).status).toBe(429)
  expect((await kim.visitor.get(pathOf('anna'))).text).toContain('Eén oproep toelaten')

  const done = await act(kim, { userId: 'anna', act: 'exemption', form: {} })
  expect(done.text).toContain('De volgende oproep gaat door')
  expect((await again()).status).toBe(201)
  expect((await again()).status).toBe(429)
})

it('an extension until a day: asked, looked over, done, and ended', async () => {
  const { service, kim } = await openHelpdesk()
  await addUserWithLogin(service)
  const enforceAt = new Date(service.clock.now() + DAY_MS).toISOString()
  await service.patch('/v1/policy', { enforceAt })
  const path = pathOf('anna', 'extension')

  const form = await kim.visitor.get(path)
  const day = /type="date" min="[\d-]+" max="([\d-]+)"/.exec(form.html)?.[1] ?? ''
  const wrong = await kim.visitor.post(path, { reason: 'x', until: '2020-02-31' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Schrijf in een paar woorden waarom.')
  expect(wrong.text).toContain('Kies een dag vanaf vandaag')

  const sure = await kim.visitor.post(path, { reason: because, until: day })
  expect(sure.text).toContain('Anna de Vries krijgt uitstel tot')
  expect(sure.text).toContain(because)
  expect((await service.get('/v1/helpdesk/users/anna')).body.user.enrolment.extendedUntil).toBe(
    null,
  )

  const done = await act(kim, { userId: 'anna', act: 'extension', form: { until: day } })
  expect(done.text).toContain('Het uitstel is ingesteld.')
  const { enrolment } = (await service.get('/v1/users/anna')).body
  expect(enrolment.extendedUntil).toMatch(/T2[12]:59:59.999Z$/)
  const ended = await act(kim, { userId: 'anna', act: 'extension-end' })
  expect(ended.text).toContain('Het uitstel is beëindigd.')

  const [given, taken] = await eventsOf(service, 'user.extended')
  const by = { about: 'anna', actor: 'panel', agent: 'kim (kim Jansen)' }
  expect(given).toMatchObject({ ...by, detail: { reason: because } })
  expect(taken).toMatchObject({ ...by, detail: { until: null } })
})

it('a pairing code is shown once, with what to say, and pairs nobody who has a factor', async () => {
  const { service, kim, lee } = await openHelpdesk()
  await addUserWithLogin(service)
  const given = await act(kim, { userId: 'anna', act: 'pairing-code' })
  const code = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(given.text)?.[0] ?? ''
  expect(given.text).toContain('Zeg dit aan de telefoon')
  expect(code).not.toBe('')
  expect(given.headers.get('cache-control')).toBe('no-store')
  expect((await kim.visitor.get(pathOf('anna'))).text).not.toContain(code)
  expect(service.logged()).not.toContain(code)

  await addAuthenticator(service, {})
  const late = await act(lee, { userId: 'anna', act: 'pairing-code' })
  expect(late.status).toBe(409)
  const path = pathOf('anna', 'pairing-code')
  const forced = await force(lee, path, { reason: because, sure: 'yes' })
  expect(forced.status).toBe(409)
  expect(forced.text).toContain('heeft al een methode ingesteld')
  expect(await eventsOf(service, 'factor.added')).toHaveLength(4)
})

it('a user who lost the phone: requested, waited for, completed, and mailed a way back in', async () => {
  const { service, kim, lee } = await openHelpdesk()
  await addKnown(service, 'anna')
  const asked = await act(kim, { userId: 'anna', act: 'reset' })
  expect(asked.text).toContain('De reset is aangevraagd.')
  expect(asked.text).toContain('Aangevraagd door kim (kim Jansen)')
  expect(asked.text).not.toContain('Reset uitvoeren')
  const early = await act(kim, { userId: 'anna', act: 'complete' })
  expect(early.status).toBe(409)

  service.clock.advance(DAY_MS)
  // Logged out by then.
  await logInWhole(service, lee)
  await lee.visitor.get(pathOf('anna', 'complete'))
  const none = await lee.visitor.post(pathOf('anna', 'complete'), { reason: because })
  expect(none.text).toContain('Kies ten minste één methode.')
  const done = await act(lee, { userId: 'anna', act: 'complete' })
  expect(done.text).toContain('De methodes zijn weg.')
  expect(done.text).toContain('Buitengesloten')
  expect((await mailsTo(service, 'anna')).map(({ kind }) => kind)).toContain('entry')
  const [event] = await eventsOf(service, 'reset.done')
  expect(event).toMatchObject({ agent: 'lee (lee Jansen)', detail: { note: because } })
})

it('an administrator takes two persons, and the one who asked is no second one', async () => {
  const { service, kim, lee } = await openHelpdesk()
  await addKnown(service, 'boss', { role: 'admin' })
  const asked = await act(kim, { userId: 'boss', act: 'reset' })
  expect(asked.text).toContain('Wacht op goedkeuring door een tweede persoon')
  expect(asked.text).toContain('Jij hebt deze reset aangevraagd.')
  expect(asked.html).not.toContain(pathOf('boss', 'approve'))
  const { id: resetId } = await resetOf(service, 'boss')

  const own = { reason: because, resetId, sure: 'yes' }
  const refused = await force(kim, pathOf('boss', 'approve'), own)
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Hiervoor is een tweede persoon nodig')
  // Nor under a name that was changed meanwhile.
  await service.put('/v1/users/kim', { displayName: 'Somebody Else' })
  const renamed = await force(kim, pathOf('boss', 'approve'), own)
  expect(renamed.text).toContain('Hiervoor is een tweede persoon nodig')
  expect(await resetOf(service, 'boss')).toMatchObject({ approvedBy: null })

  const approved = await act(lee, { userId: 'boss', act: 'approve' })
  expect(approved.text).toContain('De reset is goedgekeurd.')
  expect(await resetOf(service, 'boss')).toMatchObject({
    ...{ status: 'waiting', requestedBy: 'kim (kim Jansen)', approvedBy: 'lee (lee Jansen)' },
  })
  const [event] = await eventsOf(service, 'reset.approved')
  expect(event).toMatchObject({ agent: 'lee (lee Jansen)', detail: { note: because } })

  const cancelled = await act(kim, { userId: 'boss', act: 'cancel' })
  expect(cancelled.text).toContain('De reset is ingetrokken.')
  const gone = await force(lee, pathOf('boss', 'complete'), {
    ...{ reason: because, resetId, sure: 'yes', factorIds: `fa_${'0'.repeat(40)}` },
  })
  expect(gone.status).toBe(409)
  expect(gone.text).toContain('Deze reset is al afgelopen.')
})

it('every act wants a proof of the last five minutes, and leads back to where it was asked', async () => {
  const { service, kim } = await openHelpdesk()
  await addUserWithLogin(service)
  service.clock.advance(6 * MINUTE_MS)
  expect((await kim.visitor.get(pathOf('anna'))).status).toBe(200)
  const path = pathOf('anna', 'pairing-code')
  const blind = await force(kim, path, { reason: because, sure: 'yes' })
  expect(blind.status).toBe(403)
  expect(await eventsOf(service, 'factor.added')).toHaveLength(2)

  const asked = await kim.visitor.get(path)
  expect(asked.status).toBe(403)
  expect(asked.text).toContain('bewijs je nog een keer dat jij het bent')
  const proving = await kim.visitor.post('/helpdesk/prove', { back: path })
  expect(proving.path).toMatch(/^\/verify/)
  // Meanwhile nothing is open.
  expect((await kim.visitor.get('/helpdesk')).status).toBe(404)
  await kim.visitor.get('/verify')
  const form = await prove(service, kim)
  expect(form).toMatchObject({ status: 200, path })
  expect((await act(kim, { userId: 'anna', act: 'pairing-code' })).status).toBe(200)
})

it('in English, complete', async () => {
  const { service, kim } = await openHelpdesk('en')
  await addKnown(service, 'anna')
  expect((await kim.visitor.get('/helpdesk')).text).toContain('Find a user')
  const asked = await act(kim, { userId: 'anna', act: 'reset' })
  expect(asked.text).toContain('The reset is requested.')
  expect(asked.text).toContain('Waits, so that the user can object')
})
