import { expect, it } from 'vitest'
import { compileRules } from './compiled-set.ts'
import { defaultRules } from './default-limits.ts'
import { limitKey, staysMs } from './limit-key.ts'
import { createMemoryLimiter } from './memory-limiter.ts'
import type { Rule } from './rule.ts'
import { callCharges } from './subjects.ts'

const who = { tenantId: 'te_1', numberSubject: 'n4Hash' }
const chargesOf = (rules: readonly Rule[]) => callCharges(compileRules(rules), who)
const ofNumber = (rules: readonly Rule[]) =>
  chargesOf(rules).filter(({ subject }) => subject.includes('number'))
const without = (name: string) => defaultRules.filter((rule) => rule.name !== name)

it('rules on the same thing of the same subject count in one log, as long as the longest needs', () => {
  const five = ofNumber(defaultRules)
  expect(five).toHaveLength(5)
  expect(new Set(five.map(limitKey))).toEqual(new Set(['limit:calls.number:{te_1}:number:n4Hash']))
  expect(new Set(five.map(({ limit }) => staysMs(limit)))).toEqual(new Set([2_592_000_000]))
})

it('a log keeps its name when rules come and go: nobody is given a fresh count', async () => {
  const time = { now: 1_689_724_800_000 }
  const limiter = createMemoryLimiter({ now: () => time.now })
  for (const id of ['a', 'b', 'c']) {
    expect(await limiter.take(ofNumber(defaultRules), { id })).toMatchObject({ taken: true })
    time.now += 61_000
  }
  const left = ofNumber(without('number-30d'))
  expect(await limiter.take(left, { id: 'd' })).toMatchObject({
    taken: false,
    refusedBy: { limit: { name: 'number-10m' } },
  })
})

it('a shadow, a sum and a count of names have logs of their own', () => {
  const shadow = defaultRules.map((rule) =>
    rule.name === 'number-60s' ? { ...rule, mode: 'shadow' as const } : rule,
  )
  expect(ofNumber(shadow).map(limitKey).slice(0, 2)).toEqual([
    ...['limit:number-60s:{te_1}:number:n4Hash', 'limit:calls.number:{te_1}:number:n4Hash'],
  ])
  const own = compileRules(defaultRules).rules.filter(({ log }) => !log)
  expect(new Set(own.map(({ counts }) => counts))).toEqual(new Set(['distinct-numbers', 'spend']))
})

it('what is asked of some calls alone is not mixed with what is asked of all', () => {
  const names = compileRules(defaultRules).rules.map(({ log }) => log?.name)
  expect(new Set(names)).toContain('calls.prefix.new-numbers')
  expect(new Set(names)).toContain('unverified-calls.country.foreign-numbers')
})
