import { expect, it } from 'vitest'
import { compileRules } from './compiled-set.ts'
import { defaultRules } from './default-limits.ts'
import { groupByHashTag } from './hash-tag-groups.ts'
import type { Charge } from './limiter.ts'
import { callCharges, slotCharges } from './subjects.ts'

const limit = { name: 'limit', quota: 1, windowSeconds: 1 }
const subjectsOf = (groups: readonly (readonly Charge[])[]) =>
  groups.map((group) => group.map(({ subject }) => subject))
const group = (...subjects: readonly string[]) =>
  subjectsOf(groupByHashTag(subjects.map((subject) => ({ limit, subject }))))

it('a call is two groups, the tenant first', () => {
  const who = { tenantId: 'te_1', numberSubject: 'x', ipSubjects: { ip: 'y', ipNetwork: 'z' } }
  const charges = [
    ...callCharges(compileRules(defaultRules), who),
    ...slotCharges(compileRules(defaultRules), who),
  ]
  const [tenant = [], global = [], ...more] = groupByHashTag(charges)
  expect(more).toEqual([])
  expect(tenant.length + global.length).toBe(charges.length)
  for (const { subject } of tenant) expect(subject).toMatch(/^\{te_1\}/)
  for (const { subject } of global) expect(subject).toBe('{global}')
})

it('reads tags as Redis does: the first braces, unless there is nothing in them', () => {
  expect(group('{a}:x', 'y{a}', '{b}{a}')).toEqual([['{a}:x', 'y{a}'], ['{b}{a}']])
  expect(group('{}{a}', '{a}')).toEqual([['{}{a}'], ['{a}']])
  expect(group('{a', 'plain', 'plain')).toEqual([['{a'], ['plain', 'plain']])
})

it('nothing is no group', () => {
  expect(group()).toEqual([])
})
