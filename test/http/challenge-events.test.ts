import { expect, it } from 'vitest'
import { NUMBER, open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { readEvents } from '../support/read-events.ts'
import { startTestService } from '../support/test-service.ts'

it('sends the challenge at once and after every change, ending with how it ended', async () => {
  const service = await startTestService()
  const phone = service.phones.phone(NUMBER)
  await phone.behave('answers-and-presses-what-is-asked')
  const { id } = await open(service)
  const events = await readEvents(service, id)
  expect(events.response.headers.get('content-type')).toContain('text/event-stream')

  const statuses: string[] = []
  for (;;) {
    const event = await events.next()
    expect(event?.name).toBe('challenge')
    statuses.push(event?.data.call.status)
    if (event?.data.call.status === 'completed') break
  }
  const order = ['queued', 'dialling', 'ringing', 'answered', 'gate-passed', 'spoken', 'completed']
  expect(statuses).toEqual(order.filter((status) => statuses.includes(status)))

  await service.post(`/v1/challenges/${id}/verify`, { code: await codeOf(service, id) })
  expect((await events.next())?.data.status).toBe('approved')
  events.close()
})

it('resumes: who comes back gets the present state first', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  const first = await readEvents(service, id)
  await first.next()
  first.close()
  await service.post(`/v1/challenges/${id}/cancel`)

  const second = await readEvents(service, id)
  expect((await second.next())?.data.status).toBe('cancelled')
  second.close()
})

it('404 and 401 before any stream', async () => {
  const service = await startTestService()
  const path = `/v1/challenges/ch_${'0'.repeat(40)}/events`
  expect((await service.get(path)).status).toBe(404)
  expect((await service.get(path, { authorization: '' })).status).toBe(401)
})

it('a service that stops ends its streams', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  const events = await readEvents(service, id)
  await events.next()
  const stopped = service.stop()
  let event = await events.next()
  while (event) event = await events.next()
  await stopped
})
