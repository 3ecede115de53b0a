import { defaultLimits } from './default-limit-set.ts'
import type { Alarms, Breaker, LimitSet } from './limit-set.ts'
import { parseNetwork } from './network.ts'
import { withQuotas } from './overridden.ts'
import type { Rule } from './rule.ts'
import { createRuleBook, type RuleBook } from './rule-book.ts'
import { withLogs } from './rule-logs.ts'

/** A limit set made ready for use, once for each version. */
export interface CompiledSet {
  /** 0: what a new installation starts with. */
  readonly version: number
  /** As they are for a tenant without overrides; quotas on spend in millionths of a euro. */
  readonly rules: readonly Rule[]
  readonly breaker: Breaker
  readonly alarms: Alarms
  /** When the next override ends, and the set is to be made ready again. */
  readonly goodUntil: number
  /** The same object for as long as the set is in force. */
  bookOf(tenantId: string): RuleBook
  /** How many times a rule on addresses allows there what it allows elsewhere. */
  officeTimes(tenantId: string, address: string): number
  isTrusted(tenantId: string, numberSubject: string): boolean
  /** What one call is reckoned to cost. */
  priceMicros(country: string, kind: 'mobile' | 'fixed-line'): number
}

/** The newest set, whenever it is read. */
export interface LimitsInForce {
  readonly set: CompiledSet
}

export interface CompileParts {
  readonly version: number
  readonly now: number
  /** A number as it is counted. */
  readonly numberSubject: (number: string) => string
}

export function compileLimits(limits: LimitSet, parts: CompileParts): CompiledSet {
  const { breaker, alarms, trusted } = limits
  const books = compileBooks(limits, parts.now)
  const trustedKeys = new Set(
    trusted.map(({ tenant, number }) => `${tenant} ${parts.numberSubject(number)}`),
  )
  return {
    ...{ version: parts.version, breaker, alarms, ...books },
    officeTimes: compileOffices(limits),
    isTrusted: (tenantId, numberSubject) => trustedKeys.has(`${tenantId} ${numberSubject}`),
    priceMicros: compilePrices(limits),
  }
}

/** What an installation starts with, but for these parts of it. */
export function compileStarting(other: Partial<LimitSet>): CompiledSet {
  const none = { version: 0, now: 0, numberSubject: (number: string) => number }
  return compileLimits({ ...defaultLimits, ...other }, none)
}

/** Rules alone, the same for all tenants; everything else as by default. */
export const compileRules = (rules: readonly Rule[]) => compileStarting({ rules: [...rules] })

const MICROS = 1_000_000
const toMicros = (euros: number) => Math.round(euros * MICROS)

function compileBooks({ rules, overrides }: LimitSet, now: number) {
  const inForce = overrides.filter((override) => endOf(override) > now)
  const base = createRuleBook(toCompiled(rules))
  const own = new Map(
    [...new Set(inForce.map(({ tenant }) => tenant))].map((tenantId) => {
      const ofTenant = inForce.filter(({ tenant }) => tenant === tenantId)
      return [tenantId, createRuleBook(toCompiled(withQuotas(rules, ofTenant)))]
    }),
  )
  return {
    rules: base.rules,
    goodUntil: Math.min(...inForce.map(endOf), Number.POSITIVE_INFINITY),
    bookOf: (tenantId: string) => own.get(tenantId) ?? base,
  }
}

function endOf({ until }: LimitSet['overrides'][number]): number {
  return until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until)
}

function toCompiled(rules: readonly Rule[]): readonly Rule[] {
  return withLogs(
    rules.map((rule) =>
      rule.counts === 'spend' ? { ...rule, quota: toMicros(rule.quota) } : rule,
    ),
  )
}

function compileOffices({ offices }: LimitSet): CompiledSet['officeTimes'] {
  const known = offices.flatMap(({ tenant, network, times }) => {
    const parsed = parseNetwork(network)
    return parsed ? [{ tenant, times, network: parsed }] : []
  })
  return (tenantId, address) => {
    const ofTenant = known.filter(({ tenant }) => tenant === tenantId)
    const around = ofTenant.filter(({ network }) => network.has(address))
    return Math.max(1, ...around.map(({ times }) => times))
  }
}

/** The price that says most about a call; one that says nothing about it is free. */
function compilePrices({ prices }: LimitSet): CompiledSet['priceMicros'] {
  const micros = new Map(
    prices.map(({ country, kind, euros }) => [`${country} ${kind}`, toMicros(euros)]),
  )
  return (country, kind) => {
    const places = [`${country} ${kind}`, `${country} *`, `* ${kind}`, '* *']
    return places.map((place) => micros.get(place)).find((found) => found !== undefined) ?? 0
  }
}
