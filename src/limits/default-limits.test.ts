import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from './default-limit-set.ts'
import {
  defaultRules,
  maxCallsPerChallenge,
  resendLadderSeconds,
  wrongCodesPerChallenge,
} from './default-limits.ts'
import { readLimitSet } from './read-limit-set.ts'
import type { CallKind, Counted, RuleSubject } from './rule.ts'

const file = new URL('../../../shared/data/default-limits.json', import.meta.url)

describe('the table of rules', () => {
  it('names every rule once, in kebab-case, with a reason to read', () => {
    const names = defaultRules.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, reason } of defaultRules) {
      expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
      expect(reason).toMatch(/^[A-Z].+\.$/)
    }
  })

  it('is a limit set that would be taken from anybody', () => {
    expect(readLimitSet(defaultLimits)).toEqual({ limits: defaultLimits })
  })
})

describe.skipIf(!existsSync(file))('the figures in force', () => {
  const figures = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const { call_start: calls, wrong_code: wrongCodes, voice_gate: gate } = figures

  it.each<[RuleSubject, () => unknown]>([
    ['number', () => calls.number],
    ['user', () => calls.user],
    ['tenant', () => calls.tenant],
    ['global', () => calls.global],
  ])('calls of one %s', (subject, figure) => {
    expect(rules('calls', subject)).toEqual(figure())
  })

  it.each<[RuleSubject, () => unknown]>([
    ['ip', () => calls.ip_v4_32_or_v6_64],
    ['ip-network', () => calls.v6_48],
    ['prefix', () => calls.prefix_minus4_unverified],
  ])('unverified calls of one %s', (subject, figure) => {
    expect(rules('unverified-calls', subject)).toEqual(figure())
  })

  it('numbers of one address, and calls of one prefix', () => {
    expect(rules('distinct-numbers', 'ip')).toEqual(calls.ip_distinct_numbers)
    expect(rules('calls', 'prefix')).toEqual(calls.prefix_minus4_total)
    const { first, doubles_to } = calls.prefix_block_s
    const blocks = defaultRules.flatMap(({ block }) => block ?? [])
    expect(blocks).toEqual(Array(2).fill({ firstSeconds: first, mostSeconds: doubles_to }))
  })

  it('unverified calls to the Netherlands and abroad', () => {
    const of = (only: CallKind) => rules('unverified-calls', 'country', only)
    expect(of('home-numbers')).toEqual(calls.country_NL)
    expect(of('foreign-numbers')).toEqual(calls.country_opt_in)
  })

  it.each(['tenant', 'global'] as const)('what the calls of a %s may cost', (subject) => {
    const euros = calls.spend_cap_eur_24h[subject]
    expect(rules('spend', subject)).toEqual(
      [1, 0.8, 0.9, 0.95].map((step) => ({ q: euros * step, w_s: 86_400 })),
    )
    expect(defaultLimits.alarms.spendAt).toEqual(calls.spend_cap_eur_24h.alarm_at)
  })

  it('the breaker', () => {
    const { min_sample, window_calls, trip_below, scope } = calls.verified_ratio_breaker
    expect(defaultLimits.breaker).toMatchObject({
      ...{ calls: window_calls, least: min_sample, below: trip_below },
      scopes: expect.arrayContaining(scope),
    })
  })

  it('calls in flight, each for as long as a call can last', () => {
    const windowSeconds = gate.ring_timeout_s + 5 + 90 + 60
    const slot = (q: number) => [{ q, w_s: windowSeconds }]
    expect(rules('in-flight', 'tenant')).toEqual(slot(calls.in_flight.tenant))
    expect(rules('in-flight', 'global')).toEqual(slot(calls.in_flight.global))
  })

  it('wrong codes of a factor, of a user and of an address', () => {
    expect(rules('wrong-codes', 'factor')).toEqual([{ q: wrongCodes.user_factor_24h, w_s: 86_400 }])
    expect(rules('wrong-codes', 'user')).toEqual([
      { q: wrongCodes.user_all_factors_30d_not_reset_by_success, w_s: 2_592_000 },
    ])
    expect(rules('wrong-codes', 'ip')).toEqual([
      { q: wrongCodes.ip_10min, w_s: 600 },
      { q: wrongCodes.ip_24h, w_s: 86_400 },
    ])
    expect(wrongCodesPerChallenge).toBe(wrongCodes.per_challenge)
  })

  it('the resend ladder', () => {
    expect(resendLadderSeconds).toEqual(calls.resend_ladder_s)
    expect(maxCallsPerChallenge).toBe(calls.max_calls_per_login_session)
  })

  it('the stop', () => {
    const { q, w_s, stop_s } = gate.wrong_keys_stop_voice
    expect(rules('wrong-keys', 'number')).toEqual([{ q, w_s }])
    expect(rules('stops', 'number')).toEqual([{ q: 1, w_s: stop_s }])
  })
})

function rules(counts: Counted, subject: RuleSubject, only?: CallKind) {
  return defaultRules
    .filter((rule) => rule.counts === counts && rule.subject === subject)
    .filter((rule) => only === undefined || rule.only === only)
    .map(({ quota, windowSeconds }) => ({ q: quota, w_s: windowSeconds }))
}
