import { describe, expect, it } from 'vitest'
import { PolicyPatch } from '../enrolment/policy-schemas.ts'
import { faultOfOption, policyOptions, toPatch, usageOfPolicy } from './policy-options.ts'

const fieldsOfOptions = new Set(Object.values(policyOptions).map(({ field }) => field))

it('there is an option for everything that the API takes, and for nothing else', () => {
  expect([...fieldsOfOptions].sort()).toEqual(Object.keys(PolicyPatch.properties).sort())
})

it('the usage names every option, on lines that fit a terminal', () => {
  const lines = usageOfPolicy(4)
  for (const name of Object.keys(policyOptions)) expect(lines.join('\n')).toContain(`[--${name} `)
  for (const line of lines) expect(line).toMatch(/^ {4}\[.{1,74}$/)
})

describe('what is given', () => {
  it('becomes what the API takes', () => {
    const given = {
      ...{ methods: 'totp,app', 'own-numbers': 'none', 'fixed-lines': 'yes', 'enforce-at': 'none' },
      ...{ 'support-phone': '050 820 00 00', 'support-mail': 'none', 'factors-wanted': '3' },
      ...{ 'number-hook': 'https://exchange.example/', gate: 'match' },
      'announce-at': '2023-06-21T00:00:00+02:00',
    }
    expect(toPatch(given)).toEqual({
      ...{ methods: ['totp', 'app'], ownNumbers: [], fixedLines: true, enforceAt: null },
      ...{ support: { phone: '050 820 00 00', mail: null }, factorsWanted: 3, gate: 'match' },
      ...{ numberHook: { url: 'https://exchange.example/' } },
      announceAt: '2023-06-20T22:00:00.000Z',
    })
  })

  it('and makes no sense, is passed on for the rules to refuse', () => {
    expect(toPatch({ 'factors-wanted': '2.5', 'fixed-lines': 'maybe', 'enforce-at': 'x' })).toEqual(
      {
        ...{ factorsWanted: '2.5', fixedLines: 'maybe', enforceAt: 'x' },
      },
    )
  })
})

it.each([
  ['#/enforceAt', '--enforce-at is wrong'],
  ['#/ownNumbers/3', '--own-numbers is wrong'],
  ['#/support/mail', '--support-mail is wrong'],
  ['#/numberHook/url', '--number-hook is wrong'],
])('a fault at %s is told as %s', (pointer, told) => {
  expect(faultOfOption({ pointer, detail: 'is wrong' })).toBe(told)
})
