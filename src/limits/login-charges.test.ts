import { expect, it } from 'vitest'
import { compileRules } from './compiled-set.ts'
import { defaultRules } from './default-limits.ts'
import type { Charge } from './limiter.ts'
import { type LoginWho, resetCharges, wrongPasswordCharges } from './login-charges.ts'

const defaultSet = compileRules(defaultRules)

const who: LoginWho = {
  ...{ tenantId: 'te_1', loginSubject: 'l1Hash', isKnownPlace: false },
  ipSubjects: { ip: 'i7Hash', ipNetwork: 'w9Hash' },
}
const keys = (charges: readonly Charge[]) =>
  charges.map(({ limit, subject }) => `limit:${limit.name}:${subject}`)

it('a wrong password is counted for the name, for the address, and for both together', () => {
  expect(keys(wrongPasswordCharges(defaultSet, who))).toEqual([
    'limit:wrong-passwords-login-ip-15m:{te_1}:login-ip:l1Hash.i7Hash',
    'limit:wrong-passwords-login-ip-24h:{te_1}:login-ip:l1Hash.i7Hash',
    'limit:wrong-passwords-login-24h:{te_1}:login:l1Hash',
    'limit:wrong-passwords-ip-10m:{te_1}:ip:i7Hash',
    'limit:wrong-passwords-ip-network-10m:{te_1}:ip-network:w9Hash',
  ])
})

it('a mail that is asked for is counted by rules of its own', () => {
  expect(keys(resetCharges(defaultSet, who))).toEqual([
    'limit:password-resets-login-ip-1h:{te_1}:login-ip:l1Hash.i7Hash',
    'limit:password-resets-login-1h:{te_1}:login:l1Hash',
    'limit:password-resets-login-24h:{te_1}:login:l1Hash',
    'limit:password-resets-ip-1h:{te_1}:ip:i7Hash',
  ])
})

it('a known place is not held by what others do elsewhere', () => {
  const known = { ...who, isKnownPlace: true }
  const named = [...wrongPasswordCharges(defaultSet, known), ...resetCharges(defaultSet, known)]
  expect(keys(named).filter((key) => key.includes(':login:'))).toEqual([])
  expect(keys(named).filter((key) => key.includes(':login-ip:'))).toHaveLength(3)
})

it('an IPv4 address has no network, and a rule on numbers says nothing of logins', () => {
  const overIpv4 = { ...who, ipSubjects: { ip: 'i7Hash', ipNetwork: null } }
  expect(wrongPasswordCharges(defaultSet, overIpv4)).toHaveLength(4)
  const odd = defaultRules.map((rule) => ({ ...rule, counts: 'wrong-passwords' as const }))
  const subjects = wrongPasswordCharges(compileRules(odd), who).map(({ limit }) => limit)
  expect(subjects.some((limit) => 'subject' in limit && limit.subject === 'number')).toBe(false)
})
