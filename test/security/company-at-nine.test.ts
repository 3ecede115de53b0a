import { expect, it } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { callIs, codeHeard } from '../support/call-flow.ts'
import { eventually } from '../support/eventually.ts'
import { startOutsideCarrier } from '../support/outside-carrier.ts'
import { neighbour } from '../support/pump.ts'
import { type Answer, startTestService, type TestService } from '../support/test-service.ts'

/**
 * The other side of T3: fifty people behind one address, whose company phones are neighbours, all
 * within ten minutes, by a carrier that starts five calls a second. What guards against pumping must
 * not see them.
 */

const PEOPLE = 50
const CALLS_PER_SECOND = 5
const TEN_MINUTES_MS = 600_000
const DAY_MS = 24 * 3_600_000
const context = { ip: '192.0.2.17' }

/** The same for every run. */
function createDraw(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

type World = Awaited<ReturnType<typeof startCompany>>

async function startCompany() {
  const carrier = await startOutsideCarrier()
  const { phones } = carrier
  for (let person = 0; person < PEOPLE; person++)
    await phones.phone(numberOf(person)).behave('answers-and-presses-what-is-asked')
  const env = { ...carrier.env, TRUNK_CPS: String(CALLS_PER_SECOND) }
  const service = await startTestService({ env, parts: { log: createLog('silent') } })
  return { service, phones }
}

const numberOf = (person: number) => neighbour(1000 + person)
const nameOf = (person: number) => `person-${person}`

/** How somebody comes by a call, and where the code of it goes. */
interface Course {
  /** So many walk in together, at nine sharp. */
  readonly together: number
  ask(service: TestService, person: number): Promise<Answer>
  pathOf(body: Answer['body'], person: number): string
}

const enrols: Course = {
  // Of ten newcomers with neighbouring numbers one has to have typed a code: that is the bar of T3.
  together: 8,
  async ask({ put, post }, person) {
    expect((await put(`/v1/users/${nameOf(person)}`, {})).status).toBe(200)
    const number = { method: 'voice', number: numberOf(person) }
    return post(`/v1/users/${nameOf(person)}/factors`, { ...number, context })
  },
  pathOf: ({ factor }, person) => `/v1/users/${nameOf(person)}/factors/${factor.id}/confirm`,
}

const logsIn: Course = {
  together: 15,
  ask: ({ post }, person) => post('/v1/challenges', { userId: nameOf(person), context }),
  pathOf: ({ id }) => `/v1/challenges/${id}/verify`,
}

interface Moment {
  readonly at: number
  act(): Promise<void>
}

/** Each asks at a moment of their own, hears the code, and types it in half a minute later. */
async function goThrough(world: World, course: Course, seed: number) {
  const { service } = world
  const draw = createDraw(seed)
  const start = service.clock.now()
  const typing: Moment[] = []
  const toType = async (person: number, at: number, asked: Promise<Answer>) => {
    const { path, code } = await hear(world, course, { person, answer: await asked })
    typing.push({ at: at + 20_000 + draw(25_000), act: () => type(service, path, code) })
  }
  const everybody = Array.from({ length: PEOPLE }, (_, person) => person)

  const together = everybody.slice(0, course.together)
  const asked = together.map((person) => course.ask(service, person))
  await Promise.all([
    ...asked.map((answer, person) => toType(person, 0, answer)),
    watchPacing(service, start, course.together),
  ])
  const coming = everybody.slice(course.together).map((person): Moment => {
    const at = 5000 + draw(TEN_MINUTES_MS - 60_000)
    return { at, act: () => toType(person, at, course.ask(service, person)) }
  })
  for (;;) {
    const next = [...coming, ...typing].sort((a, b) => a.at - b.at)[0]
    if (!next) break
    for (const list of [coming, typing]) if (list.includes(next)) list.splice(list.indexOf(next), 1)
    service.clock.advance(Math.max(0, start + next.at - service.clock.now()))
    await next.act()
  }
  await expectAllVerified(service, start)
}

/** What the call says, once it is over. */
async function hear(
  { service, phones }: World,
  course: Course,
  { person, answer }: { person: number; answer: Answer },
) {
  expect(answer.status, answer.text).toBe(201)
  const { id } = answer.body.challenge ?? answer.body
  await callIs(service, id, 'completed')
  const call = await phones.phone(numberOf(person)).lastCall()
  const code = codeHeard(await phones.transcript(call?.sid ?? ''))
  return { path: course.pathOf(answer.body, person), code }
}

async function type({ post }: TestService, path: string, code: string) {
  const answer = await post(path, { code })
  expect(answer.status, answer.text).toBe(200)
}

/** The clock moves by one call's time for each call that was placed: they are called in turn. */
async function watchPacing(service: TestService, start: number, together: number) {
  const placed = () =>
    service.store
      .selectFrom('calls')
      .select(['created_at', 'placed_at'])
      .where('created_at', '>=', start)
      .where('placed_at', 'is not', null)
      .orderBy('placed_at')
      .execute()
  for (let least = 1; least <= together; least++) {
    await eventually(placed, (calls) => calls.length >= least)
    service.clock.advance(1000 / CALLS_PER_SECOND)
  }
  const calls = await placed()
  const first = Math.min(...calls.map(({ created_at }) => created_at))
  const last = Math.max(...calls.map(({ placed_at }) => placed_at ?? 0))
  // A timer may be a millisecond early.
  const turnMs = 1000 / CALLS_PER_SECOND - 1
  expect(last - first).toBeGreaterThanOrEqual((together - 1) * turnMs)
}

async function expectAllVerified({ store }: TestService, start: number) {
  const challenges = await store
    .selectFrom('challenges')
    .select(['status', 'closed_at'])
    .where('created_at', '>=', start)
    .execute()
  expect(challenges.map(({ status }) => status)).toEqual(Array(PEOPLE).fill('approved'))
  const last = Math.max(...challenges.map(({ closed_at }) => closed_at ?? 0))
  expect(last - start).toBeLessThanOrEqual(TEN_MINUTES_MS)
  const calls = await store
    .selectFrom('calls')
    .select('status')
    .where('created_at', '>=', start)
    .execute()
  expect(calls.map(({ status }) => status)).toEqual(Array(PEOPLE).fill('completed'))
}

async function expectUnseen({ service, store, clock }: TestService) {
  clock.advance(DAY_MS)
  await service.tidy()
  expect(await store.selectFrom('alarms').select('kind').execute()).toEqual([])
  const refused = await store
    .selectFrom('decisions')
    .select('refused_by')
    .where('refused_by', 'is not', null)
    .execute()
  expect(refused).toEqual([])
}

it('pumping it is not: fifty who enrol on their first day, and log in at nine on the next two', async () => {
  const company = await startCompany()
  await goThrough(company, enrols, 20_230_621)
  for (const seed of [20_230_622, 20_230_719]) {
    company.service.clock.advance(DAY_MS)
    await goThrough(company, logsIn, seed)
  }
  await expectUnseen(company.service)
}, 180_000)
