import { describe, expect, it } from 'vitest'
import { compileLimits, compileRules } from './compiled-set.ts'
import { defaultLimits } from './default-limit-set.ts'
import type { LimitSet } from './limit-set.ts'

const noon = Date.parse('2026-01-15T12:00:00Z')
const hour = 3_600_000
const reason = 'Tonight there is a drill.'

function compile(changes: Partial<LimitSet>, now = noon) {
  const numberSubject = (number: string) => `hash of ${number}`
  return compileLimits({ ...defaultLimits, ...changes }, { version: 7, now, numberSubject })
}

const quotas = (set: ReturnType<typeof compile>, tenantId: string, name: string) =>
  set
    .bookOf(tenantId)
    .rules.filter((rule) => rule.name.startsWith(name))
    .map(({ quota }) => quota)

describe('overrides', () => {
  const override = { tenant: 'acme', rule: 'tenant-1h', quota: 900, reason }

  it('are for their tenant alone', () => {
    const set = compile({ overrides: [override] })
    expect(quotas(set, 'acme', 'tenant-1h')).toEqual([900])
    expect(quotas(set, 'other', 'tenant-1h')).toEqual([600])
    expect(set.rules.find(({ name }) => name === 'tenant-1h')?.quota).toBe(600)
  })

  it('end at their time, to the millisecond, and say when', () => {
    const until = '2026-01-15T14:00:00+01:00'
    const overrides = [{ ...override, until }]
    const set = compile({ overrides })
    expect(set.goodUntil).toBe(noon + hour)
    expect(quotas(compile({ overrides }, noon + hour - 1), 'acme', 'tenant-1h')).toEqual([900])
    const after = compile({ overrides }, noon + hour)
    expect(quotas(after, 'acme', 'tenant-1h')).toEqual([600])
    expect(after.goodUntil).toBe(Number.POSITIVE_INFINITY)
  })

  it('of a cap on spend move the whole brake, unless a step has one of its own', () => {
    const cap = { ...override, rule: 'spend-tenant-24h', quota: 100 }
    const step = { ...override, rule: 'spend-tenant-24h-foreign', quota: 12.5 }
    const euros = (set: ReturnType<typeof compile>) =>
      quotas(set, 'acme', 'spend-tenant').map((micros) => micros / 1_000_000)
    expect(euros(compile({ overrides: [cap] }))).toEqual([100, 80, 90, 95])
    expect(euros(compile({ overrides: [cap, step] }))).toEqual([100, 80, 12.5, 95])
  })

  it('the book of a tenant is one object as long as the set is in force', () => {
    const set = compile({ overrides: [override] })
    expect(set.bookOf('acme')).toBe(set.bookOf('acme'))
    expect(set.bookOf('other')).toBe(set.bookOf('another'))
  })
})

describe('offices, trusted numbers and prices', () => {
  it('an office is known by its network, the most generous one where there are two', () => {
    const set = compile({
      offices: [
        { tenant: 'acme', network: '192.0.2.0/24', times: 5, reason },
        { tenant: 'acme', network: '192.0.2.7', times: 8, reason },
      ],
    })
    expect(set.officeTimes('acme', '192.0.2.8')).toBe(5)
    expect(set.officeTimes('acme', '192.0.2.7')).toBe(8)
    expect(set.officeTimes('acme', '198.51.100.1')).toBe(1)
    expect(set.officeTimes('other', '192.0.2.8')).toBe(1)
  })

  it('a trusted number is known by its keyed hash, of its tenant alone', () => {
    const set = compile({ trusted: [{ tenant: 'acme', number: '+31612345678', reason }] })
    expect(set.isTrusted('acme', 'hash of +31612345678')).toBe(true)
    expect(set.isTrusted('acme', '+31612345678')).toBe(false)
    expect(set.isTrusted('other', 'hash of +31612345678')).toBe(false)
  })

  it('the price that says most about a call is its price', () => {
    const set = compile({
      prices: [
        { country: 'NL', kind: 'mobile', euros: 0.08 },
        { country: 'NL', kind: '*', euros: 0.02 },
        { country: '*', kind: 'mobile', euros: 0.3 },
        { country: '*', kind: '*', euros: 0.1 },
      ],
    })
    expect(set.priceMicros('NL', 'mobile')).toBe(80_000)
    expect(set.priceMicros('NL', 'fixed-line')).toBe(20_000)
    expect(set.priceMicros('BE', 'mobile')).toBe(300_000)
    expect(set.priceMicros('BE', 'fixed-line')).toBe(100_000)
  })
})

it('rules alone are a set too: money in millionths, everything else by default', () => {
  const set = compileRules([...defaultLimits.rules])
  expect(set.rules.find(({ name }) => name === 'spend-tenant-24h')?.quota).toBe(50_000_000)
  expect(set).toMatchObject({ version: 0, breaker: defaultLimits.breaker })
})
