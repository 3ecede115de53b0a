import { describe, expect, it } from 'vitest'
import { callIs, codeHeard, open, read } from '../support/call-flow.ts'
import { eventually } from '../support/eventually.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const ended = ['completed', 'busy', 'no-answer', 'failed', 'cancelled']

const whenEnded = (service: TestService, id: string) =>
  eventually(
    () => read(service, id),
    ({ call }) => ended.includes(call.status),
    20_000,
  )

const callOf = (service: TestService) =>
  service.store.selectFrom('calls').selectAll().executeTakeFirstOrThrow()

describe('a carrier that refuses', () => {
  it.each([
    ['0610000211', 'carrier-number'],
    ['0610000215', 'carrier-blocked'],
    ['0610000401', 'carrier-account'],
    ['0610000429', 'carrier-busy'],
  ])('%s fails at once, with the reason %s for operators', async (to, reason) => {
    const service = await startTestService()
    const { id } = await open(service, { to })

    expect((await whenEnded(service, id)).call.status).toBe('failed')
    expect((await callOf(service)).reason).toBe(reason)
    expect((await read(service, id)).status).toBe('open')
  })
})

describe('an answer that is lost', () => {
  it.each(['0610000004', '0610000005', '0610000006', '0610000007'])(
    '%s: the call was made all the same; its webhooks bind it and nothing rings twice',
    async (to) => {
      const service = await startTestService()
      const phone = service.phones.phone(`+31${to.slice(1)}`)
      await phone.behave('answers-and-presses-what-is-asked')
      const { id } = await open(service, { to })
      await callIs(service, id, 'completed')

      const call = await phone.lastCall()
      const code = codeHeard(await service.phones.transcript(call?.sid ?? ''))
      expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
      expect((await callOf(service)).carrier_call_id).toBe(call?.sid)
    },
  )

  it('0610000003: the call was not made; the carrier is asked, and then it has failed', async () => {
    const service = await startTestService()
    const { id } = await open(service, { to: '0610000003' })
    await eventually(
      () => callOf(service),
      ({ placed_at }) => placed_at !== null,
    )
    service.clock.advance(15_000)
    expect((await whenEnded(service, id)).call.status).toBe('failed')
  })

  it('0610000004 with lost callbacks: found in the list of the carrier', async () => {
    const service = await startTestService()
    const phone = service.phones.phone('+31610000004')
    await phone.behave({ outcome: 'busy', callbacks: 'lost' })
    const { id } = await open(service, { to: '0610000004' })
    await eventually(
      () => callOf(service),
      ({ placed_at }) => placed_at !== null,
    )
    service.clock.advance(15_000)
    await eventually(
      () => callOf(service),
      ({ carrier_call_id }) => carrier_call_id !== null,
      20_000,
    )
    expect((await whenEnded(service, id)).call.status).toBe('busy')
  })
})

it('a call whose last report never came is asked for, and ends', async () => {
  const service = await startTestService()
  const phone = service.phones.phone('+31612345678')
  await phone.behave({ presses: [{ after: 'question', keys: 'asked' }], callbacks: 'lost' })
  const { id } = await open(service)
  await phone.waitForEnd()
  expect(ended).not.toContain((await read(service, id)).call.status)

  service.clock.advance(200_000)
  expect((await whenEnded(service, id)).call.status).toBe('completed')
})

it('a call that nobody dialled in time is never dialled', async () => {
  const service = await startTestService()
  await service.stop()
  const next = await startTestService({ folder: service.folder })
  const { id } = await open(next)
  await next.stop()

  const revived = await startTestService({ folder: service.folder })
  await revived.store
    .updateTable('calls')
    .set({ status: 'queued', progress: 0, carrier: null, placed_at: null, carrier_call_id: null })
    .set({ created_at: Date.now() - 21_000, ended_at: null, hang_up_at: null })
    .execute()
  await whenEnded(revived, id)
  expect((await callOf(revived)).reason).toBe('not-placed-in-time')
  expect(await revived.phones.phone('+31612345678').lastCall()).toBeNull()
})

it('a queued call outlives a restart: whoever comes next dials it', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  await service.stop()
  const next = await startTestService({ folder: service.folder })
  await next.store
    .updateTable('calls')
    .set({ status: 'dialling', progress: 10, lease_until: 1, carrier: null, placed_at: null })
    .set({ ended_at: null, hang_up_at: null, carrier_call_id: null, created_at: Date.now() })
    .execute()
  await next.phones.phone('+31612345678').waitForRing()
  await callIs(next, id, 'ringing')
})
