import { expect, it } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { codeOf } from '../support/code-of.ts'
import { askCall, neighbour } from '../support/pump.ts'
import { type Json, startTestService, type TestService } from '../support/test-service.ts'

/**
 * The other side of T3: fifty people behind one address, whose company phones are neighbours, all
 * within ten minutes. What guards against pumping must not see them.
 */

const PEOPLE = 50
const TEN_MINUTES_MS = 600_000
const DAY_MS = 24 * 3_600_000
const OFFICE = '192.0.2.17'
const parts = { log: createLog('silent') }

/** The same for every run. */
function createDraw(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

interface Moment {
  readonly at: number
  readonly person: number
  readonly act: 'ask' | 'type'
}

/** Each asks at a moment of their own, and types the code half a minute later. */
function morning(seed: number): Moment[] {
  const draw = createDraw(seed)
  const moments = Array.from({ length: PEOPLE }, (_, person) => {
    const at = draw(TEN_MINUTES_MS)
    return [
      { at, person, act: 'ask' as const },
      { at: at + 20_000 + draw(25_000), person, act: 'type' as const },
    ]
  })
  return moments.flat().sort((a, b) => a.at - b.at)
}

async function goThrough(service: TestService, seed: number) {
  const open = new Map<number, string>()
  const refused: Json[] = []
  let now = 0
  for (const { at, person, act } of morning(seed)) {
    service.clock.advance(at - now)
    now = at
    if (act === 'ask') {
      const { status, body } = await askCall(service, neighbour(person), OFFICE)
      if (status === 201) open.set(person, body.id)
      else refused.push(body)
    } else {
      const id = open.get(person) ?? ''
      const code = await codeOf(service, id)
      const answer = await service.post(`/v1/challenges/${id}/verify`, { code })
      if (answer.status !== 200) refused.push(answer.body)
    }
  }
  return refused
}

it('pumping it is not: fifty who enrol on their first day, and log in at nine on the next two', async () => {
  const service = await startTestService({ parts })
  expect(await goThrough(service, 20_230_621)).toEqual([])
  service.clock.advance(DAY_MS)
  expect(await goThrough(service, 20_230_622)).toEqual([])
  service.clock.advance(DAY_MS)
  expect(await goThrough(service, 20_230_719)).toEqual([])

  const { calls } = await service.store
    .selectFrom('calls')
    .select(({ fn }) => fn.countAll<number | string>().as('calls'))
    .executeTakeFirstOrThrow()
  expect(Number(calls)).toBe(3 * PEOPLE)
  const alarms = await service.store.selectFrom('alarms').select('kind').execute()
  expect(alarms).toEqual([])
}, 120_000)
