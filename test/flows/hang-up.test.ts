import { expect, it } from 'vitest'
import { callIs, NUMBER, open, read } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { startTestService } from '../support/test-service.ts'

const WITHIN_MS = 2000

it('typing the right code ends the call that is still speaking, within two seconds', async () => {
  const service = await startTestService()
  const phone = service.phones.phone(NUMBER)
  const { id } = await open(service)
  await phone.waitForRing()
  await phone.answer()
  await callIs(service, id, 'answered')
  await service.post(`/v1/challenges/${id}/verify`, { code: await codeOf(service, id) })

  const ended = await eventually(
    () => phone.lastCall(),
    (call) => call?.status === 'completed',
    WITHIN_MS,
  )
  expect(ended?.transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'caller' })
  expect((await read(service, id)).call.status).toBe('completed')
})

it('a newer call to a number ends the older one that rings', async () => {
  const service = await startTestService()
  const phone = service.phones.phone(NUMBER)
  const { id } = await open(service)
  await phone.waitForRing()
  const { sid } = (await phone.lastCall()) ?? {}
  service.clock.advance(61_000)
  const { status } = await service.post(`/v1/challenges/${id}/resend`)
  expect(status).toBe(202)

  await eventually(
    () => service.store.selectFrom('calls').select(['carrier_call_id', 'status']).execute(),
    (calls) => calls.some((call) => call.carrier_call_id === sid && call.status === 'cancelled'),
    WITHIN_MS,
  )
})

it('a challenge that expires takes its ringing call with it', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  await service.phones.phone(NUMBER).waitForRing()
  service.clock.advance(300_000)
  await callIs(service, id, 'cancelled')
  expect((await read(service, id)).status).toBe('expired')
  const row = await service.store.selectFrom('challenges').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ status: 'expired', code_sealed: null, code_digest: null })
})
