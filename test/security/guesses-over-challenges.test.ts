import { expect, it } from 'vitest'
import { NUMBER, open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { limitsWithoutCalls } from '../support/limits-without-calls.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Gain (T10): fresh attempts with every new challenge or resend of the same number. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const TURNS_A_DAY = 3

it('brute force across challenges: wrong codes of a number add up, ten a day, twenty-five in thirty days', async () => {
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

it('brute force across challenges: a right code and a closed challenge cost no guess', async () => {
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

it('brute force across challenges: a user with two numbers gets ten codes a day for each, twenty-five in thirty days', async () => {
  // Nothing but the limits on guesses is in the way.
  const service = await startTestService({ parts: { limits: limitsWithoutCalls } })
  await service.put('/v1/users/anna', {})
  const first = await enrol(service, '0612345678')
  service.clock.advance(61_000)
  const second = await enrol(service, '0687654321', first.assertion)
  const factorIds = [first.factor.id, second.factor.id]

  const perDay: number[][] = []
  for (let day = 0; day < 31; day++) {
    const evaluated: number[] = []
    for (const factorId of factorIds)
      evaluated.push(await guessAllDay(service, { userId: 'anna', factorId }))
    perDay.push(evaluated)
    service.clock.advance(DAY_MS - factorIds.length * TURNS_A_DAY * HOUR_MS)
  }
  expect(perDay.slice(0, 3)).toEqual([
    [10, 10],
    [5, 0],
    [0, 0],
  ])
  const thirtyDays = perDay.slice(0, 30).flat()
  expect(thirtyDays.reduce((sum, one) => sum + one)).toBe(25)
  // The first of them have left the window: so many more, and no more.
  expect(perDay[30]?.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(20)
}, 90_000)

async function enrol(service: TestService, number: string, proof = '') {
  const wish = { method: 'voice', number }
  const { status, body, text } = await service.post('/v1/users/anna/factors', wish, { proof })
  expect(status, text).toBe(201)
  const code = await codeOf(service, body.challenge.id)
  const path = `/v1/users/anna/factors/${body.factor.id}/confirm`
  const confirmed = await service.post(path, { code })
  expect(confirmed.status, confirmed.text).toBe(200)
  return confirmed.body
}

/** Codes that were looked at, in challenges an hour apart. */
async function guessAllDay(service: TestService, whom: object): Promise<number> {
  let evaluated = 0
  for (let turn = 0; turn < TURNS_A_DAY; turn++) {
    const { id } = await open(service, { to: undefined, ...whom })
    const wrong = wrongCodeFor(await codeOf(service, id))
    for (let guess = 0; guess < 5; guess++) {
      const { status, body } = await service.post(`/v1/challenges/${id}/verify`, { code: wrong })
      if (status === 422) evaluated += 1
      else expect(body).toMatchObject({ status: 429, code: 'limit-reached' })
    }
    service.clock.advance(HOUR_MS)
  }
  return evaluated
}
