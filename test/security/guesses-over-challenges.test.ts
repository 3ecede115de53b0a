import { expect, it } from 'vitest'
import { NUMBER, open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain (T10): fresh attempts with every new challenge or resend of the same number. */
it('wrong codes of a number add up over challenges: ten a day, twenty-five in thirty days', async () => {
  const service = await startTestService()
  let evaluated = 0
  const perDay: number[] = []

  for (let day = 0; day < 4; day++) {
    const before = evaluated
    for (let challenge = 0; challenge < 4; challenge++) {
      const { id } = await open(service)
      const wrong = wrongCodeFor(await codeOf(service, id))
      for (let guess = 0; guess < 5; guess++) {
        const { status, body } = await service.post(`/v1/challenges/${id}/verify`, { code: wrong })
        if (status === 422) evaluated += 1
        else expect(body).toMatchObject({ status: 429, code: 'limit-reached' })
      }
      service.clock.advance(3_600_000)
    }
    perDay.push(evaluated - before)
    service.clock.advance(21 * 3_600_000)
  }
  expect(perDay).toEqual([10, 10, 5, 0])
})

it('a right code and a closed challenge cost no guess', async () => {
  const service = await startTestService()
  for (let round = 0; round < 12; round++) {
    const { id } = await open(service)
    const code = await codeOf(service, id)
    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(410)
    service.clock.advance(3 * 3_600_000)
  }
})

it('brute force across challenges: fifty sessions at once, every hour of a day, see ten codes', async () => {
  const service = await startTestService()
  let evaluated = 0
  for (let hour = 0; hour < 24; hour++) {
    const asked = await Promise.all(
      Array.from({ length: 50 }, () => service.post('/v1/challenges', { to: NUMBER })),
    )
    const opened = asked.find(({ status }) => status === 201)
    if (opened) {
      const { id } = opened.body
      const wrong = wrongCodeFor(await codeOf(service, id))
      const answers = await Promise.all(
        Array.from({ length: 50 }, () =>
          service.post(`/v1/challenges/${id}/verify`, { code: wrong }),
        ),
      )
      evaluated += answers.filter(({ status }) => status === 422).length
    }
    service.clock.advance(3_600_000)
  }
  expect(evaluated).toBe(10)
}, 90_000)
