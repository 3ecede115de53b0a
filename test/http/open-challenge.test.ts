import { describe, expect, it } from 'vitest'
import { NUMBER, open } from '../support/call-flow.ts'
import { startTestService } from '../support/test-service.ts'

describe('POST /v1/challenges', () => {
  it('201: answers with the challenge, its queued call and what may be done next', async () => {
    const service = await startTestService()
    const { status, headers, body } = await service.post('/v1/challenges', { to: '06 12345678' })

    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/v1/challenges/${body.id}`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({
      id: expect.stringMatching(/^ch_[0-9a-f]{40}$/),
      status: 'open',
      method: 'voice',
      to: '+31 6 •••• ••78',
      codeLength: 6,
      attemptsLeft: 5,
      resend: { available: false, left: 2 },
      otherMethods: [],
      call: { id: expect.stringMatching(/^ca_/), gateDigits: null },
    })
    const [created, expires, resend] = [
      body.createdAt,
      body.expiresAt,
      body.resend.availableAt,
    ].map((text: string) => Date.parse(text)) as [number, number, number]
    expect(expires - created).toBe(300_000)
    expect(resend - created).toBe(60_000)
    expect(service.phones).toBeDefined()
  })

  it('201: names the limits that were charged, never the number', async () => {
    const service = await startTestService()
    const { headers } = await service.post('/v1/challenges', { to: NUMBER })

    expect(headers.get('ratelimit-policy')).toContain('"number-60s";q=1;w=60')
    expect(headers.get('ratelimit')).toContain('"number-1h";r=4')
    expect([...headers.values()].join()).not.toContain('612345678')
  })

  it.each([
    ['0900-1234', 'premium-rate'],
    ['0970 1234 5678', 'nl-097-m2m-or-virtual'],
    ['+32470123456', 'country-not-enabled'],
    ['+31612345678<Say>', 'unreadable'],
    ['hello', 'unreadable'],
    ['0612345678 ext 9', 'unreadable'],
    ['', 'unreadable'],
    ['0'.repeat(33), 'unreadable'],
  ])('422: refuses %j as %s and calls nobody', async (to, reason) => {
    const service = await startTestService()
    const { status, headers, body } = await service.post('/v1/challenges', { to })

    expect(status).toBe(422)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(body).toMatchObject({ code: 'number-refused', reason, status: 422 })
    expect(await service.store.selectFrom('calls').selectAll().execute()).toEqual([])
  })

  it('422: a challenge may ask for a stricter gate than its tenant, never a weaker one', async () => {
    const service = await startTestService()

    const weaker = await service.post('/v1/challenges', { to: NUMBER, gate: 'none' })
    expect(weaker.body).toMatchObject({ code: 'gate-too-weak', wanted: 'key', status: 422 })
    expect((await service.post('/v1/challenges', { to: NUMBER, gate: 'match' })).status).toBe(201)
  })

  it('429: a second call within the minute says which limit, for how long, and a reference', async () => {
    const service = await startTestService()
    await open(service)
    const { status, headers, body } = await service.post('/v1/challenges', { to: '0612345678' })

    expect(status).toBe(429)
    expect(body).toMatchObject({ code: 'limit-reached', limit: 'number-60s' })
    expect(body.reference).toMatch(/^[A-Z]\d-\d\d-[A-Z]{2}$/)
    expect(body.retryAfterSeconds).toBeGreaterThan(50)
    expect(headers.get('retry-after')).toBe(String(body.retryAfterSeconds))

    service.clock.advance(body.retryAfterSeconds * 1000)
    expect((await service.post('/v1/challenges', { to: NUMBER })).status).toBe(201)
  })

  it('201: a newer challenge of a number ends the older one and its call', async () => {
    const service = await startTestService()
    const older = await open(service)
    service.clock.advance(61_000)
    await open(service)

    expect((await service.get(`/v1/challenges/${older.id}`)).body.status).toBe('cancelled')
  })

  it('400: says which member is wrong', async () => {
    const service = await startTestService()
    const missing = await service.post('/v1/challenges', {})
    expect(missing.body).toMatchObject({ code: 'body-invalid', errors: [{ pointer: '#/to' }] })

    const strange = await service.post('/v1/challenges', { to: NUMBER, colour: 'red' })
    expect(strange.body.errors).toMatchObject([{ pointer: '#/colour' }])
    expect((await service.post('/v1/challenges', { to: 612345678 })).status).toBe(400)
  })
})
