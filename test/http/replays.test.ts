import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../src/limits/index.ts'
import { newId } from '../../src/platform/ids.ts'
import type { LimitTrialRow } from '../../src/store/index.ts'
import { eventually } from '../support/eventually.ts'
import { recordDecisions } from '../support/recorded-decisions.ts'
import { type Json, startTestService, type TestService } from '../support/test-service.ts'
import { beginTrial, isInTheMiddle, isOver, readTrial, respondAsync } from '../support/trials.ts'
import { askBoth, count, expectOnly, startTwoInstances } from '../support/two-instances.ts'
import { keyOf } from '../support/walled-tenant.ts'

/** Enough to be seen in the middle of. */
const MANY = 40_000
const body = { limits: defaultLimits }

describe('POST /v1/limits/replay', () => {
  it('200: without a preference it answers with the result, as ever', async () => {
    const service = await startTestService()
    await recordDecisions(service, 300)
    const answer = await service.post('/v1/limits/replay', body)
    expect(answer).toMatchObject({ status: 200, body: { decisions: 300, refusedThen: 0 } })
    expect(answer.body.refusedNow).toBeGreaterThan(20)
    expect(answer.headers.has('preference-applied')).toBe(false)
  })

  it('202: begins, and its address tells how far it is, then the same result', async () => {
    const service = await startTestService()
    await recordDecisions(service, MANY)
    const { status, headers, body: begun } = await beginTrial(service)
    expect({ status, begun }).toMatchObject({
      ...{ status: 202, begun: { status: 'running', done: 0, total: 0, result: null } },
    })
    expect(headers.get('preference-applied')).toBe('respond-async')
    const location = headers.get('location') ?? ''
    expect(location).toBe(`/v1/limits/replays/${begun.id}`)

    const seen: Json[] = []
    const look = async () => {
      seen.push((await service.get(location)).body)
      return seen.at(-1)
    }
    const ended = await eventually(look, isOver, 60_000)
    expect(ended).toMatchObject({ status: 'done', done: MANY, total: MANY })
    expect(seen.filter(isInTheMiddle).map(({ result }) => result)).toContain(null)
    const steps = seen.map(({ done }) => done)
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(new Set(steps).size).toBeGreaterThan(2)
    const at = Date.parse(begun.startedAt)
    const range = { to: new Date(at).toISOString(), from: new Date(at - WEEK_MS).toISOString() }
    const waited = await service.post('/v1/limits/replay', { ...body, ...range })
    expect(waited.body).toEqual(ended.result)
  })

  it('409: one at a time on two instances, whether or not somebody waits for it', async () => {
    const [first, second] = await startTwoInstances()
    await recordDecisions(first, MANY)
    const answers = await askBoth([first, second], 10, (one) => beginTrial(one))
    expectOnly(answers, [202, 409])
    expect(count(answers, 202)).toBe(1)
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body.code).toBe('in-progress')
    const { id } = answers.find(({ status }) => status === 202)?.body ?? {}

    expect((await second.post('/v1/limits/replay', body)).status).toBe(409)
    await eventually(() => readTrial(second, id), isInTheMiddle)
    const ended = await eventually(() => readTrial(second, id), isOver, 60_000)
    expect(ended).toMatchObject({ status: 'done', done: MANY })
    expect((await beginTrial(second)).status).toBe(202)
  })

  it('202: after one whose instance died; until that is sure, 409', async () => {
    const service = await startTestService()
    const now = service.clock.now()
    const id = await addRunning(service, { seen_at: now - 10_000, started_at: now - 20_000 })
    expect(await readTrial(service, id)).toMatchObject({ status: 'running', done: 41, total: 100 })
    expect((await beginTrial(service)).status).toBe(409)

    service.clock.advance(5_001)
    expect(await readTrial(service, id)).toMatchObject({ status: 'failed', result: null })
    const { status, body: next } = await beginTrial(service)
    expect(status).toBe(202)
    expect(await eventually(() => readTrial(service, next.id), isOver)).toMatchObject({
      status: 'done',
    })
    expect(await readTrial(service, id)).toMatchObject({ status: 'failed', done: 41, result: null })
  })

  it('failed: one that was taken for dead ends, and what it finds is not written', async () => {
    const service = await startTestService()
    await recordDecisions(service, MANY)
    const { id } = (await beginTrial(service)).body
    await eventually(() => readTrial(service, id), isInTheMiddle, 60_000)
    await service.store.updateTable('limit_trials').set({ status: 'failed' }).execute()
    await eventually(service.logged, (lines) => lines.includes('trial of limits failed'))
    expect(await readTrial(service, id)).toMatchObject({ status: 'failed', result: null })
    expect((await beginTrial(service)).status).toBe(202)
  })

  it('503: a service that stops ends what runs, at once, and says so', async () => {
    const service = await startTestService()
    await recordDecisions(service, MANY)
    const waiting = service.post('/v1/limits/replay', body)
    const running = () =>
      service.store.selectFrom('limit_trials').selectAll().executeTakeFirst() as Promise<Json>
    const { id } = await eventually(running, (row) => row !== undefined && isInTheMiddle(row))
    await service.stop()
    expect(await waiting).toMatchObject({ status: 503, body: { code: 'stopping' } })
    expect(service.logged()).not.toContain('trial of limits failed')

    const again = await startTestService({ folder: service.folder })
    const ended = await readTrial(again, id)
    expect(ended).toMatchObject({ status: 'failed', total: MANY, result: null })
    expect(ended.done).toBeLessThan(MANY)
    expect((await beginTrial(again)).status).toBe(202)
  })

  it('422: what is wrong is said before anything begins', async () => {
    const service = await startTestService()
    const wrong = { limits: { rules: 7 }, from: 'once', colour: 'blue' }
    const { status, body: problem } = await service.post('/v1/limits/replay', wrong, respondAsync)
    expect({ status, code: problem.code }).toEqual({ status: 422, code: 'limits-invalid' })
    const pointers = problem.errors.map(({ pointer }: Json) => pointer)
    expect(pointers).toEqual(['#/limits/rules', '#/from', '#'])
    expect(await service.store.selectFrom('limit_trials').selectAll().execute()).toEqual([])
  })
})

describe('GET /v1/limits/replays/:id', () => {
  it('403: another tenant neither begins nor reads one; 404: nobody reads what is not there', async () => {
    const service = await startTestService()
    const headers = await keyOf(service, 'acme')
    const id = await addRunning(service)
    for (const answer of [
      await service.post('/v1/limits/replay', body, { ...headers, ...respondAsync }),
      await service.get(`/v1/limits/replays/${id}`, headers),
      await service.get(`/v1/limits/replays/${newId('tr')}`, headers),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'operator-only' } })
    expect((await service.get(`/v1/limits/replays/${newId('tr')}`)).status).toBe(404)
    expect((await service.get('/v1/limits/replays/x')).status).toBe(400)
  })
})

const WEEK_MS = 7 * 24 * 3_600_000

/** One that another instance runs, 41 decisions far. */
async function addRunning(
  { store, clock }: TestService,
  others: Partial<LimitTrialRow> = {},
): Promise<string> {
  const [id, now] = [newId('tr'), clock.now()]
  await store
    .insertInto('limit_trials')
    .values({
      ...{ id, author: 'key_1', reason: '', based_on: null, document_sealed: '' },
      ...{ since: 0, until: now, status: 'running', done: 41, total: 100, result: null },
      ...{ started_at: now, seen_at: now, ...others },
    })
    .execute()
  return id
}
