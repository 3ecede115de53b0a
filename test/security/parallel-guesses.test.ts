import { expect, it } from 'vitest'
import { open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Gain: more looks at the code than a challenge allows, by asking all at once. */

const verify = ({ post }: TestService, id: string, code: string) =>
  post(`/v1/challenges/${id}/verify`, { code })

const count = (answers: readonly { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length

it('100 parallel right codes approve exactly once', async () => {
  const service = await startTestService()
  for (let round = 0; round < 20; round++) {
    const { id } = await open(service, { to: `06123456${String(round).padStart(2, '0')}` })
    const code = await codeOf(service, id)
    const answers = await Promise.all(Array.from({ length: 100 }, () => verify(service, id, code)))

    expect(count(answers, 200)).toBe(1)
    expect(count(answers, 200) + count(answers, 410) + count(answers, 429)).toBe(100)
    service.clock.advance(3_600_000)
  }
})

it('100 parallel wrong codes spend exactly five attempts', async () => {
  const service = await startTestService()
  for (let round = 0; round < 20; round++) {
    const { id } = await open(service, { to: `06123456${String(round).padStart(2, '0')}` })
    const wrong = wrongCodeFor(await codeOf(service, id))
    const answers = await Promise.all(Array.from({ length: 100 }, () => verify(service, id, wrong)))

    expect(count(answers, 422)).toBe(5)
    expect(
      answers
        .filter(({ status }) => status === 422)
        .map(({ body }) => body.attemptsLeft)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4])
    expect(count(answers, 200)).toBe(0)
    service.clock.advance(3_600_000)
  }
})

it('a right code among 100 parallel guesses approves at most once, within the five', async () => {
  const service = await startTestService()
  const { id } = await open(service)
  const code = await codeOf(service, id)
  const guesses = Array.from({ length: 100 }, (_, n) => (n === 50 ? code : wrongCodeFor(code)))
  const answers = await Promise.all(guesses.map((guess) => verify(service, id, guess)))

  expect(count(answers, 200)).toBeLessThanOrEqual(1)
  expect(count(answers, 422)).toBeLessThanOrEqual(5)
})
