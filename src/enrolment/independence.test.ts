import { expect, it } from 'vitest'
import { adviceOn } from './independence.ts'

const of = (...methods: string[]) => methods.map((method) => ({ method }))
const codes = (...methods: string[]) => adviceOn(of(...methods)).map(({ code }) => code)

it('says when primary and backup live on one phone', () => {
  expect(codes('app', 'voice')).toEqual(['same-phone'])
  expect(codes('voice', 'app')).toEqual(['same-phone'])
  for (const others of [['app'], ['app', 'totp'], ['app', 'voice', 'totp'], ['app', 'app'], []])
    expect(codes(...others)).toEqual([])
})

it('says when there is nothing but calls', () => {
  expect(codes('voice')).toEqual(['only-voice'])
  expect(codes('voice', 'voice')).toEqual(['only-voice'])
})

it('says how many users share the number that most of them share', () => {
  const factors = [
    { method: 'voice', usersOfNumber: 2 },
    { method: 'voice', usersOfNumber: 5 },
    { method: 'totp' },
  ]
  expect(adviceOn(factors)).toEqual([{ code: 'number-shared', users: 5 }])
  expect(adviceOn([{ method: 'voice', usersOfNumber: 1 }, { method: 'totp' }])).toEqual([])
})
