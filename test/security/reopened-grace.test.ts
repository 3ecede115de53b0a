import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyChanges,
  defaultPolicy,
  type PolicyChanges,
  type TenantPolicy,
} from '../../src/accounts/index.ts'
import { enrolmentState } from '../../src/enrolment/enrolment-state.ts'
import { type PolicyApp, startPolicyApp } from '../support/policy-app.ts'

/** Gain: logins without a second factor again, by whoever holds a key of ops or just moves a date. */

const HOUR_MS = 3_600_000
const path = '/v1/policy'

const isRequired = (policy: TenantPolicy, now: number) =>
  enrolmentState({ policy, user: { role: 'user', extensionUntil: null }, factors: [], now })
    .required

function move({ ask, clock }: PolicyApp, inMs: number | null) {
  const enforceAt = inMs === null ? null : new Date(clock.now() + inMs).toISOString()
  return ask('PATCH', path, { enforceAt })
}

const read = async ({ ask }: PolicyApp) => (await ask('GET', path)).body

describe('a date that has passed', () => {
  it('cannot be moved to the future, and cannot be taken away', async () => {
    const app = await startPolicyApp()
    await move(app, HOUR_MS)
    const { enforceAt } = await read(app)
    app.clock.advance(HOUR_MS)

    for (const inMs of [1000, HOUR_MS, 365 * 24 * HOUR_MS, null]) {
      const refused = await move(app, inMs)
      expect(refused.body).toMatchObject({
        ...{ status: 422, code: 'policy-invalid', errors: [{ pointer: '#/enforceAt' }] },
      })
    }
    expect(await read(app)).toMatchObject({ enforceAt })
    const { body } = await app.ask('GET', '/v1/forecast')
    expect(body).toMatchObject({ enforced: true, enforcedFrom: enforceAt })
  })

  it('cannot be got round by moving it into the past first', async () => {
    const app = await startPolicyApp()
    await move(app, HOUR_MS)
    app.clock.advance(2 * HOUR_MS)
    expect((await move(app, -HOUR_MS / 2)).status).toBe(200)
    expect((await move(app, HOUR_MS)).status).toBe(422)
    expect((await move(app, null)).status).toBe(422)
  })

  it('cannot be got round by naming what we keep of it', async () => {
    const app = await startPolicyApp()
    await move(app, -1)
    for (const graceEndedAt of [null, '2099-01-01T00:00:00Z']) {
      const refused = await app.ask('PATCH', path, { graceEndedAt, enforceAt: null })
      expect(refused.status).toBe(422)
    }
  })

  it('stands while announcing, methods and wishes are changed around it', async () => {
    const app = await startPolicyApp()
    await move(app, -1)
    const { graceEndedAt } = await read(app)
    for (const changes of [
      { announceAt: null },
      { factorsWanted: 5 },
      { methods: ['totp'] },
      { siteName: 'Other' },
    ]) {
      expect((await app.ask('PATCH', path, changes)).status).toBe(200)
      expect(await read(app)).toMatchObject({ graceEndedAt })
      expect((await app.ask('GET', '/v1/forecast')).body.enforced).toBe(true)
    }
  })
})

describe('a date that is still to come', () => {
  it('may be moved and taken away, until it has passed', async () => {
    const app = await startPolicyApp()
    for (const inMs of [2 * HOUR_MS, HOUR_MS, 3 * HOUR_MS, null, HOUR_MS])
      expect((await move(app, inMs)).status).toBe(200)
    expect(await read(app)).toMatchObject({ graceEndedAt: null })
    app.clock.advance(HOUR_MS)
    expect((await move(app, HOUR_MS)).status).toBe(422)
  })
})

it('of two who move a date at the moment it is brought forward, none reopens it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const here = await startPolicyApp()
    const there = await here.another()
    await move(here, HOUR_MS)
    const answers = await Promise.all([move(here, -1), move(there, 9 * HOUR_MS)])
    const { graceEndedAt } = await read(here)
    // Either the later date came first and was then brought forward, or it came too late.
    expect(answers[0].status).toBe(200)
    expect(graceEndedAt).not.toBeNull()
    expect((await here.ask('GET', '/v1/forecast')).body.enforced).toBe(true)
  }
})

it('no order of changes, accepted or refused, makes a required factor optional again', () => {
  const date = fc.option(fc.integer({ min: -50, max: 50 }))
  const step = fc.oneof(
    fc.record({ wait: fc.nat(30) }),
    fc.record({ enforceIn: date }),
    fc.record({ announceIn: date }),
    fc.record({ announceIn: date, enforceIn: date }),
    fc.record({ factorsWanted: fc.integer({ min: 1, max: 5 }) }),
  )
  let ended = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let [now, stored, wasRequired] = [1000, {} as Partial<TenantPolicy>, false]
      for (const one of steps) {
        if ('wait' in one) now += one.wait
        wasRequired ||= isRequired({ ...defaultPolicy, ...stored }, now)
        // Time alone writes nothing down.
        if ('wait' in one) continue
        const changed = applyChanges(stored, toChanges(one, now), now)
        if ('stored' in changed) stored = changed.stored
        const policy = { ...defaultPolicy, ...stored }
        const required = isRequired(policy, now)
        expect(required || !wasRequired).toBe(true)
        expect(isRequired(policy, now + 1000)).toBe(required || policy.enforceAt !== null)
        wasRequired = required
      }
      ended += wasRequired ? 1 : 0
    }),
    { seed: 20230719, numRuns: 3000 },
  )
  // Neither never nor always: both kinds of history were seen.
  expect(ended).toBeGreaterThan(500)
  expect(ended).toBeLessThan(2900)
})

type Step = Partial<{ announceIn: number | null; enforceIn: number | null; factorsWanted: number }>

function toChanges({ announceIn, enforceIn, factorsWanted }: Step, now: number): PolicyChanges {
  const moment = (inMs: number | null) => (inMs === null ? null : now + inMs)
  return {
    ...(announceIn !== undefined && { announceAt: moment(announceIn) }),
    ...(enforceIn !== undefined && { enforceAt: moment(enforceIn) }),
    ...(factorsWanted !== undefined && { factorsWanted }),
  }
}
