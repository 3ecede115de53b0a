import { expect, it } from 'vitest'
import { toE164 } from './e164.ts'
import { numberFacts } from './number-facts.ts'

it.each([
  ['+31612345678', { prefix: '+3161234', country: 'NL', kind: 'mobile' }],
  ['+31201234567', { prefix: '+3120123', country: 'NL', kind: 'fixed-line' }],
  ['+32470123456', { prefix: '+3247012', country: 'BE', kind: 'mobile' }],
  ['+4915112345678', { prefix: '+491511234', country: 'DE', kind: 'mobile' }],
  // Both a fixed line and a mobile phone have such a number.
  ['+12125550123', { prefix: '+1212555', country: 'US', kind: 'mobile' }],
])('%s', (number, facts) => {
  expect(numberFacts(toE164(number))).toEqual(facts)
})
