import { expect, it } from 'vitest'
import { usableFactors } from './policy-factors.ts'

const all = { methods: ['app', 'voice', 'totp'], adminsStrict: false } as const
const strict = { ...all, adminsStrict: true }

const confirmed = (...methods: string[]) =>
  methods.map((method) => ({ method, state: 'confirmed' }))
const used = (...[policy, role, factors]: Parameters<typeof usableFactors>) =>
  usableFactors(policy, role, factors).map(({ method }) => method)

it('only what is confirmed counts, and recovery codes are no factor', () => {
  const factors = [
    { method: 'app', state: 'pending' },
    { method: 'voice', state: 'disabled' },
    ...confirmed('totp', 'recovery'),
  ]
  expect(used(all, 'user', factors)).toEqual(['totp'])
})

it('a method that the policy no longer allows does not count', () => {
  const factors = confirmed('voice', 'totp')
  expect(used({ ...all, methods: ['app', 'totp'] }, 'user', factors)).toEqual(['totp'])
  expect(used({ ...all, methods: ['app'] }, 'user', factors)).toEqual([])
})

it('for a strict administrator a call comes last, and never alone', () => {
  const factors = confirmed('voice', 'app', 'voice', 'totp')
  expect(used(strict, 'admin', factors)).toEqual(['app', 'totp', 'voice', 'voice'])
  expect(used(strict, 'admin', confirmed('voice', 'voice'))).toEqual([])
  expect(used(strict, 'user', factors)).toEqual(['voice', 'app', 'voice', 'totp'])
  expect(used(all, 'admin', factors)).toEqual(['voice', 'app', 'voice', 'totp'])
})
