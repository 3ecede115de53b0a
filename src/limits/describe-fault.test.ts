import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from './default-limit-set.ts'
import { describeFault } from './describe-fault.ts'
import type { LimitFault } from './limit-fault.ts'
import { readLimitSet } from './read-limit-set.ts'

const reason = 'Somebody wanted it so.'
const few =
  /^(number-60s|spend-tenant-24h(-new)?|prefix-unverified-1h|wrong-(codes|keys)-.*|tenant-1h|stopped)$/
/** Every member that a limit set can have, and no more rules than it takes. */
const whole = {
  ...defaultLimits,
  rules: defaultLimits.rules
    .filter(({ name }) => few.test(name))
    .map((rule, index) => (index === 0 ? { ...rule, mode: 'enforced' } : rule)),
  overrides: [
    { tenant: 'acme', rule: 'tenant-1h', quota: 9, until: '2026-01-01T00:00:00Z', reason },
  ],
  offices: [{ tenant: 'acme', network: '192.0.2.0/24', times: 2, reason }],
  trusted: [{ tenant: 'acme', number: '+31612345678', reason }],
}

type Path = readonly (string | number)[]

/** The place of everything in it, lists and objects too. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Object.entries(value).flatMap(([name, one]) =>
    placesOf(one, [...path, Array.isArray(value) ? Number(name) : name]),
  )
  return path.length === 0 ? inside : [path, ...inside]
}

function withOther(value: unknown, [name, ...rest]: Path, other: unknown): unknown {
  if (name === undefined) return other
  if (Array.isArray(value))
    return value.map((one, index) => (index === name ? withOther(one, rest, other) : one))
  const members = value as Readonly<Record<string, unknown>>
  return { ...members, [name]: withOther(members[name], rest, other) }
}

function faultsOf(written: unknown): readonly LimitFault[] {
  const read = readLimitSet(written)
  return 'faults' in read ? read.faults : []
}

describe('whatever is written wherever', () => {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(null, true, '', 'word', [], {}, 0, -1, 0.5, 0.001, 1e9, [1, 1]),
    fc.anything(),
  )
  const place = fc.constantFrom(...placesOf(whole))
  const seeded = { seed: 20_230_719, numRuns: 300 }

  it('a kind is known for it, with words in English and in Dutch', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(place, anything, (path, other) => {
        for (const fault of faultsOf(withOther(whole, path, other))) {
          kinds.add(fault.said.kind)
          expect(fault.said.kind, fault.pointer).not.toBe('unusable')
          const [english, dutch] = [describeFault(fault, 'en'), describeFault(fault, 'nl')]
          for (const words of [english, dutch]) expect(words).not.toMatch(/undefined|NaN|\[object/)
          expect(dutch).not.toBe(english)
        }
      }),
      seeded,
    )
    expect(kinds.size).toBeGreaterThan(12)
  })
})

it.each<[string, object, string, string]>([
  [
    'a type',
    { rules: whole.rules.map((rule, index) => (index === 0 ? { ...rule, quota: 'veel' } : rule)) },
    '/rules/0/quota must be a number',
    '/rules/0/quota moet een getal zijn',
  ],
  [
    'a bound',
    { alarms: { ...whole.alarms, verifiedShareBelow: 2 } },
    '/alarms/verifiedShareBelow must be 1 or less',
    '/alarms/verifiedShareBelow mag niet meer dan 1 zijn',
  ],
  [
    'a rule that the product needs',
    { rules: whole.rules.filter(({ name }) => name !== 'stopped') },
    '/rules must have the rule stopped',
    '/rules moet de limiet stopped hebben',
  ],
  [
    'a member too many',
    { extra: 1 },
    '/extra is nothing that is known here',
    '/extra is hier niet bekend',
  ],
])('says it in the language that is asked for: %s', (_, changes, english, dutch) => {
  const [fault] = faultsOf({ ...whole, ...changes })
  if (!fault) throw new Error('nothing is wrong with it')
  expect(`${fault.pointer} ${describeFault(fault, 'en')}`).toBe(english)
  expect(`${fault.pointer} ${describeFault(fault, 'nl')}`).toBe(dutch)
})

it('what is right has no fault', () => {
  expect(faultsOf(whole)).toEqual([])
})
