import { describe, expect, it } from 'vitest'
import { toE164 } from './e164.ts'
import { defaultNumberPolicy, judgeNumber, type NumberPolicy } from './judge-number.ts'

const allowed = { verdict: 'allow' }
const refused = (reason: string) => ({ verdict: 'refuse', reason })
const judge = (number: string, policy?: Partial<NumberPolicy>) =>
  judgeNumber(toE164(number), { ...defaultNumberPolicy, ...policy })

describe('judgeNumber', () => {
  it('allows Dutch mobile numbers, and by itself nothing else', () => {
    expect(judgeNumber(toE164('+31612345678'))).toEqual(allowed)
    expect(judge('+31201234567')).toEqual(refused('nl-fixed-line'))
    expect(judge('+4915123456789')).toEqual(refused('country-not-enabled'))
  })

  it.each([
    ['+31661234567', 'pager'],
    ['+31671234567', 'nl-067-data'],
    ['+31821234567', 'nl-082-vpn'],
    ['+31841234567', 'uan-company-or-government'],
    ['+31871234567', 'uan-company-or-government'],
    ['+31881234567', 'uan-company-or-government'],
    ['+31851234567', 'nl-voip-location-independent'],
    ['+31911234567', 'nl-voip-location-independent'],
    ['+318001234', 'toll-free'],
    ['+319001234', 'premium-rate'],
    ['+319061234567', 'premium-rate'],
    ['+319091234', 'premium-rate'],
    ['+319051234', 'premium-rate'],
    ['+3197012345678', 'nl-097-m2m-or-virtual'],
    ['+3197912345678', 'nl-097-m2m-or-virtual'],
    ['+3114020', 'uan-company-or-government'],
    ['+31140411', 'uan-company-or-government'],
    ['+31112', 'short-code-or-emergency'],
    ['+31911', 'short-code-or-emergency'],
    ['+311850', 'short-code-or-emergency'],
    ['+31116000', 'short-code-or-emergency'],
    ['+31601234567', 'not-valid-for-region'],
    ['+31691234567', 'not-valid-for-region'],
    ['+3161234567', 'not-valid-for-region'],
    ['+316123456789', 'not-valid-for-region'],
  ])('%s is refused as %s, whatever a tenant opens', (number, reason) => {
    expect(judge(number)).toEqual(refused(reason))
    expect(judge(number, { countries: ['NL', 'BE'], fixedLines: true })).toEqual(refused(reason))
  })

  it('opens Dutch fixed lines on request', () => {
    expect(judge('+31508200000', { fixedLines: true })).toEqual(allowed)
    expect(judge('+31112345678', { fixedLines: true })).toEqual(refused('not-valid-for-region'))
    expect(judge('+31508200000', { countries: ['BE'], fixedLines: true })).toEqual(
      refused('country-not-enabled'),
    )
  })

  it('opens the mobile numbers of another country, and no other kind', () => {
    const germany = { countries: ['NL', 'DE'], fixedLines: true }
    expect(judge('+4915123456789', germany)).toEqual(allowed)
    expect(judge('+4930123456', germany)).toEqual(refused('fixed-line'))
    expect(judge('+49900123456', germany)).toHaveProperty('verdict', 'refuse')
    expect(judge('+498001234567', germany)).toEqual(refused('toll-free'))
  })

  it('closes the Netherlands for a tenant that does not open it', () => {
    expect(judge('+31612345678', { countries: ['DE'] })).toEqual(refused('country-not-enabled'))
    expect(judge('+31612345678', { countries: [] })).toEqual(refused('country-not-enabled'))
  })

  it.each([
    ['+5993181234', 'Bonaire'],
    ['+2975601234', 'Aruba'],
    ['+17215205678', 'Sint Maarten'],
  ])('%s (%s) is not the Netherlands', (number) => {
    expect(judge(number)).toEqual(refused('country-not-enabled'))
  })

  it.each([
    ['+447797712345', 'GB', 'JE'],
    ['+12684641234', 'US', 'AG'],
    ['+77710009998', 'RU', 'KZ'],
  ])('%s is not opened with %s, whose calling code it shares, but with %s', (number, of, own) => {
    expect(judge(number, { countries: [of] })).toEqual(refused('country-not-enabled'))
    expect(judge(number, { countries: [own] })).toEqual(allowed)
  })

  it('names what is behind ranges that the metadata leaves out', () => {
    expect(judge('+37178190752', { countries: ['LV'] })).toEqual(refused('isp-access'))
    expect(judge('+8641396009', { countries: ['CN'] })).toEqual(refused('shared-cost'))
    expect(judge('+371781907', { countries: ['LV'] })).toEqual(refused('not-valid-for-region'))
  })

  it('refuses what would be read as another number when it is dialled', () => {
    expect(judge('+310612345678')).toEqual(refused('not-valid-for-region'))
    expect(judge('+31031612345678')).toEqual(refused('not-valid-for-region'))
  })
})
