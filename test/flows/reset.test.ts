import { expect, it } from 'vitest'
import { renderMail } from '../../src/notices/mails/render-mail.ts'
import {
  act,
  addAuthenticator,
  DAY_MS,
  enrol,
  mailsTo,
  requested,
  startHelpdesk,
  tokenIn,
  totpAt,
} from './reset-world.ts'

const minutes = (count: number) => count * 60_000

it('an administrator who lost the phone is back after two agents, a day and a mail', async () => {
  const service = await startHelpdesk()
  const lost = await enrol(service, 'boss', { role: 'admin' })
  service.clock.advance(minutes(10))
  const open = await service.post('/v1/challenges', { userId: 'boss' })
  expect(open.status, open.text).toBe(201)

  const reset = await requested(service, 'boss')
  await act(service, reset, 'approve', { agent: 'lee' })
  service.clock.advance(DAY_MS)
  const login = await service.post('/v1/challenges', { userId: 'boss' })
  expect((await act(service, reset, 'complete', { agent: 'kim' })).status).toBe(200)

  // What the lost phone was to prove ends with it, and its codes are worth nothing.
  expect((await service.get(`/v1/challenges/${login.body.id}`)).body.status).toBe('cancelled')
  const code = totpAt(lost.secret, service.clock.now())
  const verify = await service.post(`/v1/challenges/${login.body.id}/verify`, { code })
  expect(verify.status).toBe(410)

  const token = await tokenIn(service, 'boss', 'entry')
  const entry = await service.post('/v1/entries/redeem', { token })
  expect(entry.body).toEqual({ userId: 'boss', purpose: 'set-up' })
  const fresh = await addAuthenticator(service, 'boss')
  service.clock.advance(minutes(2))
  const again = await service.post('/v1/challenges', { userId: 'boss' })
  const right = totpAt(fresh.secret, service.clock.now())
  const approved = await service.post(`/v1/challenges/${again.body.id}/verify`, { code: right })
  expect(approved.status, approved.text).toBe(200)
})

it('a user who reads the mail and did not ask stops it, and nothing has changed', async () => {
  const service = await startHelpdesk()
  const anna = await enrol(service, 'anna')
  const reset = await requested(service, 'anna')
  const token = await tokenIn(service, 'anna', 'reset-requested')
  expect((await service.post('/v1/resets/cancel', { token })).status).toBe(200)
  service.clock.advance(DAY_MS)
  expect((await act(service, reset, 'complete', { agent: 'kim' })).status).toBe(410)
  const login = await service.post('/v1/challenges', { userId: 'anna' })
  const code = totpAt(anna.secret, service.clock.now())
  const path = `/v1/challenges/${login.body.id}/verify`
  expect((await service.post(path, { code })).status).toBe(200)
})

it('the mails of a reset lead to where it can be stopped, in both languages', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'boss', { role: 'admin' })
  const reset = await requested(service, 'boss')
  await act(service, reset, 'approve', { agent: 'lee' })
  const tenant = { name: 'Callvoip', locale: 'nl-NL', phone: '085 000 0000' }
  for (const kind of ['reset-requested', 'reset-approved'] as const) {
    const mailed = (await mailsTo(service, 'boss')).find((mail) => mail.kind === kind)
    for (const [locale, words] of [
      ['nl-NL', 'dan houdt u het tegen'],
      ['en-GB', 'the link below stops it'],
    ] as const) {
      const envelope = { id: 'nt_1', to: 'boss@panel.example', locale }
      const content = { kind, at: 0, details: mailed?.details }
      const { text, html } = renderMail(envelope, content, tenant)
      expect(text).toContain(words)
      expect(text).toContain(`\n${mailed?.details.link}\n`)
      expect(text).toContain('085 000 0000')
      expect(html).toContain(`href="${mailed?.details.link}"`)
    }
  }
})
