import { describe, expect, it } from 'vitest'
import { defaultPolicy, parsePolicy, type TenantPolicy } from './policy.ts'
import { applyChanges, type PolicyChanges } from './policy-change.ts'
import { enforcedFrom } from './policy-dates.ts'

const NOW = Date.parse('2023-06-01T12:00:00Z')
const DAY = 24 * 3_600_000
const passed = 'has passed and does not reopen; extend single users'

function change(stored: Partial<TenantPolicy>, changes: PolicyChanges, now = NOW) {
  const changed = applyChanges(stored, changes, now)
  return 'faults' in changed
    ? { faults: changed.faults.map(({ pointer, detail }) => `${pointer} ${detail}`) }
    : { stored: changed.stored, fields: changed.fields, from: enforcedFrom(after(changed.stored)) }
}

const after = (stored: Partial<TenantPolicy>) => parsePolicy(JSON.stringify(stored))

describe('parsePolicy', () => {
  it('takes what is not named as by default, and leaves alone what it does not know', () => {
    expect(parsePolicy('{}')).toEqual(defaultPolicy)
    expect(parsePolicy('{"gate":"match","later":1}')).toEqual({
      ...defaultPolicy,
      ...{ gate: 'match', later: 1 },
    })
  })
})

describe('a change', () => {
  it('keeps to what it names, and stores nothing that is only by default', () => {
    expect(change({ gate: 'match' }, { factorsWanted: 3 })).toMatchObject({
      stored: { gate: 'match', factorsWanted: 3 },
      fields: ['factorsWanted'],
    })
  })

  it('to what already is changes no field', () => {
    expect(change({}, { methods: ['app', 'voice', 'totp'] }).fields).toEqual([])
    expect(change({}, { methods: ['voice', 'app', 'totp'] }).fields).toEqual(['methods'])
  })

  it('of one way to reach support leaves the other', () => {
    const support = { phone: '050 820 00 00', mail: 'a@example.com' }
    const changed = (named: PolicyChanges['support']) => change({ support }, { support: named })
    expect(changed({ mail: 'b@example.com' }).stored?.support).toEqual({
      ...support,
      mail: 'b@example.com',
    })
    expect(changed({ phone: null }).stored?.support).toEqual({ mail: 'a@example.com' })
    expect(changed({}).fields).toEqual([])
  })

  it('may not leave a phone call as the only method', () => {
    const fault = '#/methods must offer app or totp beside voice'
    expect(change({}, { methods: ['voice'] }).faults).toEqual([fault])
    expect(change({}, { methods: ['voice', 'totp'] }).fields).toEqual(['methods'])
  })
})

describe('dates that have not passed', () => {
  const stored = { announceAt: NOW - DAY, enforceAt: NOW + DAY }

  it.each([
    ['earlier', NOW + 1],
    ['later', NOW + 9 * DAY],
    ['away', null],
  ])('may be moved %s', (_where, enforceAt) => {
    expect(change(stored, { enforceAt })).toEqual({
      stored: { ...stored, enforceAt },
      fields: ['enforceAt'],
      from: enforceAt,
    })
  })

  it('announce comes first, whichever of the two is moved', () => {
    const fault = '#/enforceAt must not be before announceAt'
    expect(change(stored, { announceAt: NOW + 2 * DAY }).faults).toEqual([fault])
    expect(change(stored, { enforceAt: NOW - 2 * DAY }).faults).toEqual([fault])
    expect(change(stored, { announceAt: NOW + DAY }).fields).toEqual(['announceAt'])
  })
})

describe('a date in the past', () => {
  it('takes effect at once, from now and not from then', () => {
    const enforceAt = NOW - 30 * DAY
    expect(change({}, { enforceAt })).toEqual({
      stored: { enforceAt, graceEndedAt: NOW },
      fields: ['enforceAt'],
      from: NOW,
    })
    expect(change({}, { enforceAt: NOW }).from).toBe(NOW)
  })
})

describe('a date that has passed', () => {
  const stored = { enforceAt: NOW - DAY }

  it.each([
    ['later', NOW + DAY],
    ['a moment from now', NOW + 1],
    ['away', null],
  ])('may not be moved %s', (_where, enforceAt) => {
    expect(change(stored, { enforceAt }).faults).toEqual([`#/enforceAt ${passed}`])
    const settled = { ...stored, graceEndedAt: NOW - DAY }
    expect(change(settled, { enforceAt }).faults).toEqual([`#/enforceAt ${passed}`])
  })

  it('is written down with whatever changes next, and stands when it is moved within the past', () => {
    expect(change(stored, { gate: 'match' })).toEqual({
      stored: { ...stored, gate: 'match', graceEndedAt: NOW - DAY },
      fields: ['gate'],
      from: NOW - DAY,
    })
    for (const enforceAt of [NOW, NOW - DAY, NOW - 9 * DAY])
      expect(change(stored, { enforceAt }).from).toBe(NOW - DAY)
  })
})
