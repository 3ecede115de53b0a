import { expect, it } from 'vitest'
import { callIs, NUMBER, open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

it('200: ends the challenge, wipes its code and ends the ringing call', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  await callIs(service, id, 'ringing')
  const code = await codeOf(service, id)
  const { status, body } = await service.post(`/v1/challenges/${id}/cancel`)

  expect(status).toBe(200)
  expect(body.status).toBe('cancelled')
  await expect(codeOf(service, id)).rejects.toThrow('wiped')
  await callIs(service, id, 'cancelled')
  expect((await service.phones.phone(NUMBER).lastCall())?.status).toBe('canceled')
  expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(410)
})

it('200: cancelling twice is cancelling once; 410: what ended otherwise stays so', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  await service.post(`/v1/challenges/${id}/cancel`)
  expect((await service.post(`/v1/challenges/${id}/cancel`)).status).toBe(200)

  const other = await open(service, { to: '0687654321' })
  const code = await codeOf(service, other.id)
  await service.post(`/v1/challenges/${other.id}/verify`, { code })
  const late = await service.post(`/v1/challenges/${other.id}/cancel`)
  expect(late.body).toMatchObject({ code: 'challenge-closed' })
})
