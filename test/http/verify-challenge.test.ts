import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

describe('POST /v1/challenges/:id/verify', () => {
  it('200: the right code approves, once, with an assertion that anyone can check', async () => {
    const service = await startTestService()
    const { id } = await open(service)
    const code = await codeOf(service, id)
    const { status, body } = await service.post(`/v1/challenges/${id}/verify`, { code })

    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'approved', approvedAt: expect.any(String) })
    const keys = createRemoteJWKSet(new URL(`${service.home}/.well-known/jwks.json`))
    const { payload, protectedHeader } = await jwtVerify(body.assertion, keys, {
      issuer: service.config.publicUrl.href.replace(/\/$/, ''),
      audience: 'demo',
    })
    expect(protectedHeader.alg).toBe('EdDSA')
    expect(payload).toMatchObject({ sub: id, amr: ['otp', 'tel', 'mfa'], jti: expect.any(String) })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300)

    const again = await service.post(`/v1/challenges/${id}/verify`, { code })
    expect(again.body).toMatchObject({
      status: 410,
      code: 'challenge-closed',
      challengeStatus: 'approved',
    })
  })

  it.each(['spaced', 'dashed'])('200: takes the code as people type it (%s)', async (form) => {
    const service = await startTestService()
    const { id } = await open(service)
    const code = await codeOf(service, id)
    const between = form === 'spaced' ? ' ' : '-'
    const typed = `${code.slice(0, 3)}${between}${code.slice(3)}`
    const { status } = await service.post(`/v1/challenges/${id}/verify`, { code: typed })
    expect(status).toBe(200)
  })

  it('422: a wrong code says how many are left; after the fifth nothing is right any more', async () => {
    const service = await startTestService()
    const { id } = await open(service)
    const code = await codeOf(service, id)

    for (const left of [4, 3, 2, 1, 0]) {
      const wrong = await service.post(`/v1/challenges/${id}/verify`, { code: wrongCodeFor(code) })
      expect(wrong.body).toMatchObject({ status: 422, code: 'code-wrong', attemptsLeft: left })
    }
    const right = await service.post(`/v1/challenges/${id}/verify`, { code })
    expect(right.status).toBe(410)
    expect(right.body).toMatchObject({ code: 'challenge-closed' })
    expect((await service.get(`/v1/challenges/${id}`)).body.status).toBe('exhausted')
  })

  it('410: a code is good for five minutes and not a second more', async () => {
    const service = await startTestService()
    const { id } = await open(service)
    const code = await codeOf(service, id)
    service.clock.advance(301_000)
    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(410)

    const next = await open(service)
    const nextCode = await codeOf(service, next.id)
    service.clock.advance(290_000)
    const { status } = await service.post(`/v1/challenges/${next.id}/verify`, { code: nextCode })
    expect(status).toBe(200)
  })

  it('422: the code of one challenge is wrong for another', async () => {
    const service = await startTestService()
    const one = await open(service)
    const other = await open(service, { to: '0687654321' })
    const code = await codeOf(service, one.id)
    if (code === (await codeOf(service, other.id))) return
    const { body } = await service.post(`/v1/challenges/${other.id}/verify`, { code })
    expect(body).toMatchObject({ code: 'code-wrong', attemptsLeft: 4 })
  })

  it('400: what cannot be a code is refused and costs nothing', async () => {
    const service = await startTestService()
    const { id } = await open(service)
    for (const code of ['', 'abcdef', '12', '１２３４５６', '123456\u0000', `${'1'.repeat(40)}`])
      expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(400)
    expect((await service.get(`/v1/challenges/${id}`)).body.attemptsLeft).toBe(5)
  })
})
