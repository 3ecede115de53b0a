import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { open, read } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { limitsWithoutCalls } from '../support/limits-without-calls.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import {
  askBoth,
  count,
  expectOnly,
  numberOf,
  ROUNDS,
  startTwoInstances,
} from '../support/two-instances.ts'

it('100 parallel right codes at two instances approve exactly once', async () => {
  const instances = await startTwoInstances()
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await open(instances[0], { to: numberOf(round) })
    const code = await codeOf(instances[0], id)
    const answers = await askBoth(instances, 100, ({ post }) =>
      post(`/v1/challenges/${id}/verify`, { code }),
    )
    expect(count(answers, 200)).toBe(1)
    expectOnly(answers, [200, 410, 429])
  }
})

it('100 parallel wrong codes at two instances spend exactly five attempts', async () => {
  const instances = await startTwoInstances()
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await open(instances[0], { to: numberOf(round) })
    const code = wrongCodeFor(await codeOf(instances[0], id))
    const answers = await askBoth(instances, 100, ({ post }) =>
      post(`/v1/challenges/${id}/verify`, { code }),
    )
    const wrong = answers.filter(({ status }) => status === 422)
    expect(wrong.map(({ body }) => body.attemptsLeft).sort()).toEqual([0, 1, 2, 3, 4])
    expectOnly(answers, [422, 410, 429])
    expect((await read(instances[1], id)).status).toBe('exhausted')
  }
})

it('a code that was right until another was drawn, while it was looked at, is a wrong one', async () => {
  const service = await startTestService()
  const { id } = await open(service, { to: numberOf(0) })
  const code = await codeOf(service, id)
  const { asked } = await service.store.transaction().execute(async (within) => {
    const row = within.updateTable('challenges').where('id', '=', id)
    await row.set({ code_digest: 'of another code' }).execute()
    const asked = service.post(`/v1/challenges/${id}/verify`, { code })
    await eventually(() => waitsForLock(service.store), Boolean)
    return { asked }
  })
  expect(await asked).toMatchObject({ status: 422, body: { attemptsLeft: 4 } })
  expect((await read(service, id)).status).toBe('open')
})

async function waitsForLock(store: TestService['store']) {
  const { rows } = await sql`
    select pid from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`.execute(store)
  return rows.length > 0
}

it('"not me" against a right code: one of them closes the challenge, and the stop stays', async () => {
  const service = await startTestService({ parts: { limits: limitsWithoutCalls } })
  const closedAs: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const number = numberOf(round)
    const phone = service.phones.phone(`+31${number.slice(1)}`)
    const { id } = await open(service, { to: number })
    const code = await codeOf(service, id)
    await phone.waitForRing()
    await phone.answer()
    await phone.waitForQuestion()
    const [, verified] = await Promise.all([
      phone.press('9'),
      service.post(`/v1/challenges/${id}/verify`, { code }),
    ])
    await phone.waitForEnd()

    const { status } = await read(service, id)
    closedAs.push(status)
    expect({ status, answer: verified.status }).toEqual(
      status === 'approved'
        ? { status: 'approved', answer: 200 }
        : { status: 'reported', answer: 410 },
    )
    service.clock.advance(200_000)
  }
  expect(closedAs).toHaveLength(ROUNDS)
})
