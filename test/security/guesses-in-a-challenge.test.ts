import { expect, it } from 'vitest'
import { open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Gain (T9): a login, by trying codes until one is right. */

const verify = ({ post }: TestService, id: string, code: string) =>
  post(`/v1/challenges/${id}/verify`, { code })

it('brute force within a challenge: after five wrong codes the right one is refused', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  const code = await codeOf(service, id)
  for (let left = 4; left >= 0; left--) {
    const { status, body } = await verify(service, id, wrongCodeFor(code))
    expect({ status, left: body.attemptsLeft }).toEqual({ status: 422, left })
  }
  const { status, body } = await verify(service, id, code)
  expect(status).toBe(410)
  expect(body).toMatchObject({ code: 'challenge-closed', challengeStatus: 'exhausted' })
})

it('brute force within a challenge: calling again gives no fresh guesses', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  const code = await codeOf(service, id)
  for (let guess = 0; guess < 3; guess++) await verify(service, id, wrongCodeFor(code))
  service.clock.advance(61_000)
  expect((await service.post(`/v1/challenges/${id}/resend`)).status).toBe(202)
  for (let guess = 0; guess < 2; guess++) await verify(service, id, wrongCodeFor(code))
  expect((await verify(service, id, code)).status).toBe(410)
})
