import { describe, expect, it } from 'vitest'
import { NUMBER, open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const resend = (service: TestService, id: string) => service.post(`/v1/challenges/${id}/resend`)

describe('POST /v1/challenges/:id/resend', () => {
  it('429: too soon says when, and at that moment it is no longer too soon', async () => {
    const service = await startTestService()
    const { id } = await open(service)
    const { status, headers, body } = await resend(service, id)

    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'resend-too-soon' } })
    expect(headers.get('retry-after')).toBe(String(body.retryAfterSeconds))
    service.clock.advance(body.retryAfterSeconds * 1000)
    expect((await resend(service, id)).status).toBe(202)
  })

  it('202: a new call with the same code; the attempts spent stay spent', async () => {
    const service = await startTestService()
    const { id, call } = await open(service)
    const code = await codeOf(service, id)
    await service.post(`/v1/challenges/${id}/verify`, {
      code: '000000' === code ? '1111' : '000000',
    })
    service.clock.advance(60_000)
    const { body } = await resend(service, id)

    expect(body).toMatchObject({
      id,
      status: 'open',
      attemptsLeft: 4,
      resend: { available: false },
    })
    expect(body.call.id).not.toBe(call.id)
    expect(await codeOf(service, id)).toBe(code)
    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
  })

  it('what GET says about the next call is what resend does, along the whole ladder', async () => {
    const service = await startTestService()
    let { id, resend: standing } = await open(service)
    const left: number[] = [standing.left]
    while (standing.availableAt !== null) {
      const waitMs = Date.parse(standing.availableAt) - service.clock.now()
      service.clock.advance(Math.max(0, waitMs) + 5)
      standing = (await service.get(`/v1/challenges/${id}`)).body.resend
      expect(standing.available).toBe(true)
      const answer = await resend(service, id)
      expect(answer.status).toBe(202)
      standing = answer.body.resend
      left.push(standing.left)
    }
    expect(left).toEqual([2, 1, 0])
    const last = await resend(service, id)
    expect(last.body).toMatchObject({ status: 429, code: 'limit-reached' })
  })

  it('of ten at once one is made', async () => {
    const service = await startTestService()
    const { id } = await open(service)
    service.clock.advance(60_000)
    const answers = await Promise.all(Array.from({ length: 10 }, () => resend(service, id)))

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9)
    expect(await service.store.selectFrom('calls').selectAll().execute()).toHaveLength(2)
  })

  it('410: a closed challenge is not called again', async () => {
    const service = await startTestService()
    const { id } = await open(service, { to: NUMBER })
    await service.post(`/v1/challenges/${id}/cancel`)
    service.clock.advance(60_000)
    expect((await resend(service, id)).body).toMatchObject({ code: 'challenge-closed' })
  })
})
