import { describe, expect, it } from 'vitest'
import { defaultLimits } from './default-limit-set.ts'
import { toFaultDetail } from './describe-fault.ts'
import type { LimitSet } from './limit-set.ts'
import { formatLimitSet, parseLimitSet } from './limit-set-text.ts'
import { readLimitSet } from './read-limit-set.ts'
import type { Rule } from './rule.ts'

const reason = 'Somebody wanted it so.'
const rules = defaultLimits.rules
const at = (name: string) => rules.findIndex((rule) => rule.name === name)

/** What is wrong with the default limits when these parts are others. */
function faultsOf(changes: { readonly [P in keyof LimitSet]?: unknown }) {
  const read = readLimitSet({ ...defaultLimits, ...changes })
  return 'faults' in read ? read.faults.map(toFaultDetail) : []
}
const pointersOf = (changes: Parameters<typeof faultsOf>[0]) =>
  faultsOf(changes).map(({ pointer }) => pointer)

/** With another rule put for the one of that name. */
const withRule = (name: string, changes: Record<string, unknown>) => ({
  rules: rules.map((rule) => (rule.name === name ? { ...rule, ...changes } : rule)),
})

describe('a rule', () => {
  it.each<[string, Record<string, unknown>]>([
    ['quota', { quota: 0 }],
    ['quota', { quota: -1 }],
    ['quota', { quota: 1.5 }],
    ['quota', { quota: 1_000_001 }],
    ['quota', { quota: '3' }],
    ['windowSeconds', { windowSeconds: 0 }],
    ['windowSeconds', { windowSeconds: 2_592_001 }],
    ['windowSeconds', { windowSeconds: 1.5 }],
    ['name', { name: 'Number 10m' }],
    ['name', { name: 'number-60s' }],
    ['subject', { subject: 'planet' }],
    ['subject', { subject: 'login' }],
    ['counts', { counts: 'sheep' }],
    ['mode', { mode: 'off' }],
    ['only', { only: 'blue-numbers' }],
    ['block', { block: { firstSeconds: 3600, mostSeconds: 7200 } }],
    ['sharesWith', { sharesWith: 'nobody' }],
    ['sharesWith', { sharesWith: 'number-10m' }],
    ['windowSeconds', { sharesWith: 'number-1h' }],
    ['subject', { sharesWith: 'user-1h', windowSeconds: 3600 }],
    ['reason', { reason: '' }],
    ['colour', { colour: 'blue' }],
  ])('is refused with a pointer to its %s: %j', (member, changes) => {
    expect(pointersOf(withRule('number-10m', changes))).toContain(
      `/rules/${at('number-10m')}/${member}`,
    )
  })

  it('on spend is in euros, to the cent', () => {
    expect(faultsOf(withRule('spend-tenant-24h', { quota: 12.34 }))).toEqual([])
    expect(pointersOf(withRule('spend-tenant-24h', { quota: 12.345 }))).toEqual([
      `/rules/${at('spend-tenant-24h')}/quota`,
    ])
  })

  it('may be put in shadow', () => {
    expect(faultsOf(withRule('number-10m', { mode: 'shadow' }))).toEqual([])
  })

  it('does not block for a shorter time the second time', () => {
    const block = { firstSeconds: 7200, mostSeconds: 3600 }
    expect(pointersOf(withRule('prefix-new-1h', { block }))).toEqual([
      `/rules/${at('prefix-new-1h')}/block/mostSeconds`,
    ])
  })

  it('is for calls where it says which calls', () => {
    expect(pointersOf(withRule('wrong-codes-24h', { only: 'new-numbers' }))).toEqual([
      `/rules/${at('wrong-codes-24h')}/only`,
    ])
  })
})

describe('what the product needs', () => {
  const without = (name: string) => ({ rules: rules.filter((rule) => rule.name !== name) })

  it.each(['stopped', 'wrong-keys-24h'])('%s must be there, and enforced', (name) => {
    expect(faultsOf(without(name))).toEqual([
      { pointer: '/rules', detail: `must have the rule ${name}` },
    ])
    expect(pointersOf(withRule(name, { mode: 'shadow' }))).toEqual([`/rules/${at(name)}/mode`])
  })

  it.each<[string, Partial<Rule>]>([
    ['wrong-codes-30d', { mode: 'shadow' }],
    ['wrong-codes-30d', { quota: 28 }],
    ['wrong-codes-30d', { subject: 'ip' }],
  ])('guessing stays below 1 in 1,000 a year: not %s with %j', (name, changes) => {
    expect(pointersOf(withRule(name, changes))).toEqual(['/rules'])
  })

  it('for no tenant is guessing made easier', () => {
    const override = { tenant: 'acme', rule: 'wrong-codes-30d', reason }
    expect(faultsOf({ overrides: [{ ...override, quota: 27 }] })).toEqual([])
    expect(pointersOf({ overrides: [{ ...override, quota: 28 }] })).toEqual(['/overrides/0/quota'])
  })
})

describe('everything else', () => {
  const override = { tenant: 'acme', rule: 'tenant-1h', quota: 900, reason }

  it.each<[string, object]>([
    ['rule', { rule: 'nobody' }],
    ['rule', { rule: 'global-1h' }],
    ['rule', { rule: 'stopped' }],
    ['quota', { quota: 1.5 }],
    ['until', { until: 'tonight' }],
    ['until', { until: '2023-07-19T12:60:00Z' }],
    ['tenant', { tenant: 'Acme & Co' }],
  ])('an override is refused with a pointer to its %s: %j', (member, changes) => {
    expect(pointersOf({ overrides: [{ ...override, ...changes }] })).toEqual([
      `/overrides/0/${member}`,
    ])
  })

  it('nothing is said twice', () => {
    const office = { tenant: 'acme', network: '192.0.2.0/24', times: 5, reason }
    const trusted = { tenant: 'acme', number: '+31612345678', reason }
    expect(
      pointersOf({
        overrides: [override, override],
        offices: [office, office],
        trusted: [trusted, trusted],
        prices: [...defaultLimits.prices, ...defaultLimits.prices.slice(0, 1)],
      }),
    ).toEqual(['/overrides/1', '/offices/1', '/trusted/1', '/prices/3'])
  })

  it.each<[string, Parameters<typeof faultsOf>[0]]>([
    ['/offices/0/network', { offices: [{ tenant: 'a', network: '10.0.0.0/8', times: 5, reason }] }],
    ['/offices/0/times', { offices: [{ tenant: 'a', network: '10.0.0.1', times: 21, reason }] }],
    ['/trusted/0/number', { trusted: [{ tenant: 'a', number: '0612345678', reason }] }],
    ['/prices', { prices: [{ country: 'NL', kind: '*', euros: 0.1 }] }],
    ['/prices/0/euros', { prices: [{ country: '*', kind: '*', euros: 11 }] }],
    ['/breaker/least', { breaker: { ...defaultLimits.breaker, least: 51 } }],
    ['/alarms/spendAt/0', { alarms: { ...defaultLimits.alarms, spendAt: [2] } }],
    ['/extra', Object.fromEntries([['extra', 1]])],
  ])('points at %s', (pointer, changes) => {
    expect(pointersOf(changes)).toEqual([pointer])
  })

  it('never repeats what was written: it may be a number', () => {
    const told = JSON.stringify(
      faultsOf({
        trusted: [{ tenant: 'acme', number: '06 98765432', reason }],
        offices: [{ tenant: 'acme', network: '203.0.113.9 ', times: 5, reason }],
      }),
    )
    expect(told).not.toMatch(/98765432|203\.0/)
  })

  it('what is left out is as by default, but the rules', () => {
    expect(readLimitSet({ rules })).toEqual({ limits: defaultLimits })
    expect(readLimitSet({})).toMatchObject({ faults: [{ pointer: '/rules' }] })
  })

  it.each([[null], [3], ['rules'], [[]]])('%j is no limit set', (written) => {
    expect(readLimitSet(written)).toEqual({
      faults: [{ pointer: '', said: { kind: 'no-object' } }],
    })
  })
})

describe('as text', () => {
  it('YAML and JSON are read, and what is written is read as it was', () => {
    expect(parseLimitSet(formatLimitSet(defaultLimits))).toEqual({ limits: defaultLimits })
    expect(parseLimitSet(JSON.stringify(defaultLimits))).toEqual({ limits: defaultLimits })
  })

  it('says on which line it stopped to be readable', () => {
    expect(parseLimitSet('rules:\n  - name: a\n  quota: [')).toEqual({
      faults: [{ pointer: '', said: { kind: 'no-document', line: 3 } }],
    })
  })

  it('points at the same places in YAML', () => {
    const text = formatLimitSet(defaultLimits).replace('quota: 1\n', 'quota: many\n')
    expect(parseLimitSet(text)).toMatchObject({ faults: [{ pointer: '/rules/0/quota' }] })
  })

  it('does not unfold a bomb of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)
    const read = parseLimitSet(['a0: &a0 [x]', ...levels].join('\n'))
    expect(read).toEqual({ faults: [{ pointer: '', said: { kind: 'many-aliases' } }] })
  })
})
