import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, type TenantPolicy } from '../accounts/index.ts'
import { type EnrolledFactor, enrolmentState } from './enrolment-state.ts'

const DAY = 24 * 3_600_000
const announceAt = Date.parse('2023-06-21T00:00:00Z')
const enforceAt = Date.parse('2023-07-19T00:00:00Z')
const rollout = { ...defaultPolicy, announceAt, enforceAt }

const confirmed = (...methods: string[]): EnrolledFactor[] =>
  methods.map((method) => ({ method, state: 'confirmed' }))

interface Case {
  readonly policy?: Partial<TenantPolicy>
  readonly role?: string
  readonly extensionUntil?: number | null
  readonly factors?: readonly EnrolledFactor[]
  readonly now: number
}

function stateOf({ policy, role = 'user', extensionUntil = null, factors = [], now }: Case) {
  return enrolmentState({
    policy: { ...rollout, ...policy },
    user: { role, extensionUntil },
    ...{ factors, now },
  })
}

describe('the rollout of a tenant', () => {
  it.each([
    ['before it is announced', announceAt - 1, false, false, 28 * 86_400 + 1],
    ['when it is announced', announceAt, true, false, 28 * 86_400],
    ['a day before it is enforced', enforceAt - DAY, true, false, 86_400],
    ['in the last moment', enforceAt - 1, true, false, 1],
    ['when it is enforced', enforceAt, true, true, 0],
    ['long after', enforceAt + 900 * DAY, true, true, 0],
  ])('%s', (_when, now, asked, required, graceLeftSeconds) => {
    expect(stateOf({ now })).toMatchObject({
      ...{ state: 'none', asked, required, graceLeftSeconds, extendedUntil: null },
      announcedFrom: '2023-06-21T00:00:00.000Z',
      enforcedFrom: '2023-07-19T00:00:00.000Z',
    })
  })

  it('asks for nothing while no date is set', () => {
    const policy = { announceAt: null, enforceAt: null }
    expect(stateOf({ policy, now: enforceAt })).toEqual({
      ...{ state: 'none', asked: false, required: false, extendedUntil: null },
      ...{ announcedFrom: null, enforcedFrom: null, graceLeftSeconds: null },
      ...{ missing: ['first-factor'], advice: [] },
    })
  })

  it('what is enforced is asked for, announced or not', () => {
    const policy = { announceAt: null }
    expect(stateOf({ policy, now: enforceAt })).toMatchObject({ asked: true, required: true })
  })

  it('a grace that ended once stays so, wherever the date is now', () => {
    const policy = { enforceAt: enforceAt + 90 * DAY, graceEndedAt: enforceAt }
    expect(stateOf({ policy, now: enforceAt })).toMatchObject({
      ...{ required: true, graceLeftSeconds: 0, enforcedFrom: '2023-07-19T00:00:00.000Z' },
    })
  })
})

describe('an extension by the helpdesk', () => {
  const extensionUntil = enforceAt + 7 * DAY

  it('lets one user wait until its end and no longer', () => {
    expect(stateOf({ extensionUntil, now: extensionUntil - DAY })).toMatchObject({
      ...{ asked: true, required: false, graceLeftSeconds: 86_400 },
      extendedUntil: '2023-07-26T00:00:00.000Z',
    })
    expect(stateOf({ extensionUntil, now: extensionUntil })).toMatchObject({
      ...{ required: true, graceLeftSeconds: 0, extendedUntil: null },
    })
  })

  it('that ends before the tenant enforces changes nothing', () => {
    const early = stateOf({ extensionUntil: enforceAt - DAY, now: announceAt })
    expect(early).toEqual(stateOf({ now: announceAt }))
  })
})

describe('what a user has', () => {
  const now = enforceAt
  const of = (factors: EnrolledFactor[], more: Partial<Case> = {}) => {
    const { state, missing, asked } = stateOf({ factors, now, ...more })
    return { state, missing, asked }
  }

  it('one of two wanted factors is a beginning', () => {
    expect(of(confirmed('app'))).toEqual({
      ...{ state: 'partial', missing: ['backup-factor'], asked: true },
    })
    expect(of(confirmed('app', 'totp'))).toEqual({ state: 'complete', missing: [], asked: false })
    expect(of(confirmed('totp', 'totp')).state).toBe('complete')
    expect(of(confirmed('app'), { policy: { factorsWanted: 1 } }).state).toBe('complete')
  })

  it('pending, disabled, recovery codes and methods no longer allowed do not count', () => {
    const nothing = { state: 'none', missing: ['first-factor'], asked: true }
    expect(of([{ method: 'app', state: 'pending' }])).toEqual(nothing)
    expect(of([{ method: 'totp', state: 'disabled' }])).toEqual(nothing)
    expect(of(confirmed('recovery'))).toEqual(nothing)
    expect(of(confirmed('voice'), { policy: { methods: ['app'] } })).toEqual(nothing)
  })

  it('a strict administrator needs something else than a call, and it leads', () => {
    const more = { role: 'admin', policy: { adminsStrict: true } }
    expect(of(confirmed('voice', 'voice'), more)).toMatchObject({
      ...{ state: 'none', missing: ['other-than-voice'] },
    })
    expect(of(confirmed('voice', 'totp'), more)).toMatchObject({
      ...{ state: 'partial', missing: ['other-primary'] },
    })
    expect(of(confirmed('totp', 'voice'), more).state).toBe('complete')
    expect(of(confirmed('voice', 'totp'), { ...more, role: 'user' }).state).toBe('complete')
  })
})

describe('whatever the dates', () => {
  const moment = fc.integer({ min: 0, max: 100 })
  const perhaps = fc.option(moment)
  const factors = fc
    .array(fc.constantFrom('app', 'voice', 'totp', 'recovery'), { maxLength: 4 })
    .map((methods) => confirmed(...methods))
  const policy = fc.record({ announceAt: perhaps, enforceAt: perhaps, graceEndedAt: perhaps })
  const cases = fc.record({ policy, factors, extensionUntil: perhaps })
  const settings = { seed: 20230719, numRuns: 2000 }

  it('time only goes one way: what is asked or required stays so, and the grace shrinks', () => {
    fc.assert(
      fc.property(cases, moment, moment, (one, a, b) => {
        const before = stateOf({ ...one, now: Math.min(a, b) * 1000 })
        const later = stateOf({ ...one, now: Math.max(a, b) * 1000 })
        expect(Number(later.asked)).toBeGreaterThanOrEqual(Number(before.asked))
        expect(Number(later.required)).toBeGreaterThanOrEqual(Number(before.required))
        expect(later.graceLeftSeconds ?? 0).toBeLessThanOrEqual(before.graceLeftSeconds ?? 0)
        expect(later.state).toBe(before.state)
      }),
      settings,
    )
  })

  it('a login is let through exactly as long as there is grace left, or no end is set', () => {
    fc.assert(
      fc.property(cases, moment, (one, now) => {
        const { required, graceLeftSeconds, enforcedFrom } = stateOf({ ...one, now })
        expect(required).toBe(graceLeftSeconds === 0)
        expect(graceLeftSeconds === null).toBe(enforcedFrom === null)
      }),
      settings,
    )
  })

  it('one more factor never takes a user back', () => {
    const rank = { none: 0, partial: 1, complete: 2 }
    const roles = fc.constantFrom('user', 'admin')
    fc.assert(
      fc.property(cases, roles, fc.constantFrom('app', 'voice', 'totp'), (one, role, method) => {
        const strict = { ...one, role, policy: { ...one.policy, adminsStrict: true }, now: 50 }
        const more = { ...strict, factors: [...strict.factors, ...confirmed(method)] }
        expect(rank[stateOf(more).state]).toBeGreaterThanOrEqual(rank[stateOf(strict).state])
      }),
      settings,
    )
  })
})
