import { describe, expect, it } from 'vitest'
import { compileRules } from './compiled-set.ts'
import { defaultRules } from './default-limits.ts'
import { limitKey } from './limit-key.ts'
import type { Charge } from './limiter.ts'
import {
  callCharges,
  pairingCharges,
  slotCharges,
  unverifiedCharges,
  type Who,
  wrongCodeCharges,
} from './subjects.ts'

const defaultSet = compileRules(defaultRules)

const who: Who = { tenantId: 'te_1', numberSubject: 'n4Hash' }
const seen: Who = { ...who, ipSubjects: { ip: 'i7Hash', ipNetwork: 'w9Hash' } }
const keys = (charges: readonly Charge[]) =>
  charges.map(({ limit, subject }) => `limit:${limit.name}:${subject}`)

describe('charges for an act', () => {
  it('a call is counted for its number, its tenant and the whole service', () => {
    expect(keys(callCharges(defaultSet, who))).toEqual([
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
    const added = keys(callCharges(defaultSet, seen)).filter((key) => key.startsWith('limit:ip'))
    expect(added).toEqual([
      'limit:ip-10m:{te_1}:ip:i7Hash',
      'limit:ip-1h:{te_1}:ip:i7Hash',
      'limit:ip-24h:{te_1}:ip:i7Hash',
      'limit:ip-network-1h:{te_1}:ip-network:w9Hash',
      'limit:ip-numbers-1h:{te_1}:ip:i7Hash',
    ])
  })

  const known: Who = {
    ...seen,
    ...{ prefixSubject: 'p5Hash', country: 'NL', priceMicros: 85_000 },
  }
  const names = (who: Who) => callCharges(defaultSet, who).map(({ limit }) => limit.name)
  const brake = (who: Who) => names(who).filter((name) => name.startsWith('spend-tenant'))

  it('a number that nobody verified is counted with its neighbours and its country', () => {
    const added = names(known).filter((name) => /^(prefix|country)/.test(name))
    expect(added).toEqual([
      ...['prefix-unverified-1h', 'prefix-unverified-24h', 'prefix-new-1h', 'country-home-1h'],
    ])
    const abroad = names({ ...known, country: 'BE', isForeign: true })
    expect(abroad.filter((name) => name.startsWith('country'))).toEqual([
      ...['country-foreign-1h', 'country-foreign-24h'],
    ])
  })

  it('a proven number is not counted with its address, its neighbours or its country', () => {
    const proven = names({ ...known, isProven: true })
    expect(proven.filter((name) => /^(ip|prefix|country)/.test(name))).toEqual([])
    expect(unverifiedCharges(defaultSet, { ...known, isProven: true })).toEqual([])
  })

  it('what is given back on approval is what was counted as unverified', () => {
    const given = unverifiedCharges(defaultSet, known)
    expect(given.map(({ limit }) => limit.name)).toEqual([
      ...['ip-10m', 'ip-1h', 'ip-24h', 'ip-network-1h', 'ip-numbers-1h'],
      ...['prefix-unverified-1h', 'prefix-unverified-24h', 'country-home-1h'],
    ])
    expect(given).toEqual(callCharges(defaultSet, known).filter((one) => given.some(same(one))))
  })

  const same = (one: Charge) => (other: Charge) => limitKey(one) === limitKey(other)

  it('one number counts once for its address', () => {
    const numbers = callCharges(defaultSet, known).find(({ useId }) => useId !== undefined)
    expect(numbers).toMatchObject({ limit: { name: 'ip-numbers-1h' }, useId: 'n4Hash' })
  })

  it('the brake holds new numbers first, then foreign ones, then those with another method', () => {
    const cap = 'spend-tenant-24h'
    const proven = { ...known, isProven: true }
    expect(brake(proven)).toEqual([cap])
    expect(brake(known)).toEqual([cap, `${cap}-new`])
    expect(brake({ ...proven, isForeign: true })).toEqual([cap, `${cap}-foreign`])
    expect(brake({ ...proven, hasOtherMethod: true })).toEqual([cap, `${cap}-other`])
    const spends = callCharges(defaultSet, known).filter(({ amount }) => amount !== undefined)
    expect(spends.map(limitKey)).toEqual([
      ...Array(2).fill('limit:spend-tenant-24h:{te_1}'),
      ...Array(2).fill('limit:spend-global-24h:{global}'),
    ])
    expect(spends.map(({ amount }) => amount)).toEqual(Array(4).fill(85_000))
  })

  it('an office has so many times what other addresses have', () => {
    const quotaOf = (who: Who) =>
      callCharges(defaultSet, who).find(({ limit }) => limit.name === 'ip-10m')?.limit.quota
    expect([quotaOf(known), quotaOf({ ...known, officeTimes: 5 })]).toEqual([20, 100])
  })

  it('a wrong pairing code is counted for its address alone, and by no other rule', () => {
    expect(keys(pairingCharges(defaultSet, 'i7Hash'))).toEqual([
      'limit:wrong-pairing-codes-10m:{pairing}:ip:i7Hash',
      'limit:wrong-pairing-codes-1h:{pairing}:ip:i7Hash',
    ])
    const others = [callCharges, slotCharges, wrongCodeCharges].flatMap((of) =>
      keys(of(defaultSet, seen)),
    )
    expect(others.filter((key) => key.includes('pairing'))).toEqual([])
  })

  it('an IPv4 address has no network', () => {
    const overIpv4 = { ...who, ipSubjects: { ip: 'i7Hash', ipNetwork: null } }
    expect(keys(callCharges(defaultSet, overIpv4))).toHaveLength(13)
    expect(callCharges(defaultSet, { ...who, ipSubjects: null })).toHaveLength(9)
  })

  it('slots and wrong codes each have their own', () => {
    expect(keys(slotCharges(defaultSet, seen))).toEqual([
      'limit:tenant-in-flight:{te_1}',
      'limit:global-in-flight:{global}',
    ])
    expect(keys(wrongCodeCharges(defaultSet, seen))).toEqual([
      'limit:wrong-codes-24h:{te_1}:factor:n4Hash',
      'limit:wrong-codes-30d:{te_1}:user:n4Hash',
      'limit:wrong-codes-ip-10m:{te_1}:ip:i7Hash',
      'limit:wrong-codes-ip-24h:{te_1}:ip:i7Hash',
    ])
  })

  it('charges the rules it is given: a tuned figure is the figure', () => {
    const tuned = defaultRules.map((rule) => ({ ...rule, quota: rule.quota + 1 }))
    expect(callCharges(compileRules(tuned), who)[0]?.limit.quota).toBe(2)
    expect(callCharges(compileRules([]), who)).toEqual([])
  })

  it('no two tenants, numbers or kinds of subject share a key', () => {
    const everyone = [
      seen,
      { ...seen, tenantId: 'te_2' },
      { ...seen, numberSubject: 'other', ipSubjects: { ip: 'other', ipNetwork: 'other' } },
    ]
    const own = everyone
      .flatMap((person) => [...callCharges(defaultSet, person)])
      .filter(({ limit }) => !/^(tenant|global)/.test(limit.name))
      .map(({ subject }) => subject)
    expect(new Set(own).size).toBe(9)
  })
})
