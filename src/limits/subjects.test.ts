import { describe, expect, it } from 'vitest'
import { defaultRules } from './default-limits.ts'
import { limitKey } from './limit-key.ts'
import type { Charge } from './limiter.ts'
import { callCharges, pairingCharges, slotCharges, type Who, wrongCodeCharges } from './subjects.ts'

const who: Who = { tenantId: 'te_1', numberSubject: 'n4Hash' }
const seen: Who = { ...who, ipSubjects: { ip: 'i7Hash', ipNetwork: 'w9Hash' } }
const keys = (charges: readonly Charge[]) => charges.map(limitKey)

describe('charges for an act', () => {
  it('a call is counted for its number, its tenant and the whole service', () => {
    expect(keys(callCharges(defaultRules, who))).toEqual([
      'limit:number-60s:{te_1}:number:n4Hash',
      'limit:number-10m:{te_1}:number:n4Hash',
      'limit:number-1h:{te_1}:number:n4Hash',
      'limit:number-24h:{te_1}:number:n4Hash',
      'limit:number-30d:{te_1}:number:n4Hash',
      'limit:tenant-1h:{te_1}',
      'limit:tenant-24h:{te_1}',
      'limit:global-1h:{global}',
      'limit:global-24h:{global}',
    ])
  })

  it('and for the address it was asked from, where one is given', () => {
    const added = keys(callCharges(defaultRules, seen)).filter((key) => key.startsWith('limit:ip'))
    expect(added).toEqual([
      'limit:ip-10m:{te_1}:ip:i7Hash',
      'limit:ip-1h:{te_1}:ip:i7Hash',
      'limit:ip-24h:{te_1}:ip:i7Hash',
      'limit:ip-network-1h:{te_1}:ip-network:w9Hash',
    ])
  })

  it('a wrong pairing code is counted for its address alone, and by no other rule', () => {
    expect(keys(pairingCharges(defaultRules, 'i7Hash'))).toEqual([
      'limit:wrong-pairing-codes-10m:{pairing}:ip:i7Hash',
      'limit:wrong-pairing-codes-1h:{pairing}:ip:i7Hash',
    ])
    const others = [callCharges, slotCharges, wrongCodeCharges].flatMap((of) =>
      keys(of(defaultRules, seen)),
    )
    expect(others.filter((key) => key.includes('pairing'))).toEqual([])
  })

  it('an IPv4 address has no network', () => {
    const overIpv4 = { ...who, ipSubjects: { ip: 'i7Hash', ipNetwork: null } }
    expect(keys(callCharges(defaultRules, overIpv4))).toHaveLength(12)
    expect(callCharges(defaultRules, { ...who, ipSubjects: null })).toHaveLength(9)
  })

  it('slots and wrong codes each have their own', () => {
    expect(keys(slotCharges(defaultRules, seen))).toEqual([
      'limit:tenant-in-flight:{te_1}',
      'limit:global-in-flight:{global}',
    ])
    expect(keys(wrongCodeCharges(defaultRules, seen))).toEqual([
      'limit:wrong-codes-24h:{te_1}:factor:n4Hash',
      'limit:wrong-codes-30d:{te_1}:user:n4Hash',
      'limit:wrong-codes-ip-10m:{te_1}:ip:i7Hash',
      'limit:wrong-codes-ip-24h:{te_1}:ip:i7Hash',
    ])
  })

  it('charges the rules it is given: a tuned figure is the figure', () => {
    const tuned = defaultRules.map((rule) => ({ ...rule, quota: rule.quota + 1 }))
    expect(callCharges(tuned, who)[0]?.limit.quota).toBe(2)
    expect(callCharges([], who)).toEqual([])
  })

  it('no two tenants, numbers or kinds of subject share a key', () => {
    const everyone = [
      seen,
      { ...seen, tenantId: 'te_2' },
      { ...seen, numberSubject: 'other', ipSubjects: { ip: 'other', ipNetwork: 'other' } },
    ]
    const own = everyone
      .flatMap((person) => [...callCharges(defaultRules, person)])
      .filter(({ limit }) => !/^(tenant|global)/.test(limit.name))
      .map(({ subject }) => subject)
    expect(new Set(own).size).toBe(9)
  })
})
