import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isE164 } from '../../src/calls/numbers/e164.ts'
import {
  defaultNumberPolicy,
  judgeNumber,
  type NumberPolicy,
  type NumberVerdict,
} from '../../src/calls/numbers/judge-number.ts'
import { numberRefusals } from '../../src/calls/numbers/number-refusal.ts'
import { parseNumber } from '../../src/calls/numbers/parse-number.ts'
import { everyCountry, MOBILE, neverCalled, numbersOfType } from '../support/numbers-of-type.ts'

/** Gain (T1): a share of what a call to a premium or a satellite number costs. */

/** A tenant that opened everything there is to open. */
const everything: NumberPolicy = { countries: everyCountry, fixedLines: true }

function judgeRaw(raw: string, policy = defaultNumberPolicy): NumberVerdict {
  const parsed = parseNumber(raw)
  if ('refused' in parsed) return { verdict: 'refuse', reason: parsed.refused }
  return judgeNumber(parsed.number, policy)
}

describe('toll fraud: Dutch ranges', () => {
  const seeded = { seed: 20230719, numRuns: 1000 }

  it('any number in 061 to 065 and 068 may be called', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^06[1-58]\d{7}$/), (raw) => {
        expect(judgeRaw(raw)).toEqual({ verdict: 'allow' })
      }),
      seeded,
    )
  })

  it.each<[string, RegExp]>([
    ['060 and 069, not in use', /^06[09]\d{7}$/],
    ['066, pagers', /^066\d{7}$/],
    ['067, data', /^067\d{7}$/],
    ['097, machines and virtual numbers', /^097\d{8,9}$/],
    ['082, private networks', /^082\d{7}$/],
    ['084 and 087, personal assistants', /^08[47]\d{7}$/],
    ['088, companies', /^088\d{7}$/],
    ['085 and 091, not tied to a place', /^0(?:85|91)\d{7}$/],
    ['0800, free', /^0800\d{4,7}$/],
    ['090x, paid', /^090\d{5,8}$/],
    ['14xx, town halls', /^14\d{2,4}$/],
    ['18xx, paid', /^18\d{2}$/],
    ['116xxx, help lines', /^116\d{3}$/],
    ['12xx and 13xx, services of carriers', /^1[23]\d{1,2}$/],
    ['emergency', /^(?:112|911|144|113)$/],
  ])('never %s, whatever a tenant opens', (_, pattern) => {
    fc.assert(
      fc.property(fc.stringMatching(pattern), (dialled) => {
        const international = dialled.replace(/^0?/, '+31')
        for (const raw of [dialled, international]) {
          expect(judgeRaw(raw, everything)).toHaveProperty('verdict', 'refuse')
        }
      }),
      { ...seeded, numRuns: 200 },
    )
  })

  it('a mobile number with a digit too many or too few is nobody', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^06[1-58](?:\d{6}|\d{8,10})$/), (raw) => {
        expect(judgeRaw(raw, everything)).toHaveProperty('verdict', 'refuse')
      }),
      seeded,
    )
  })
})

describe('toll fraud: the rest of the world', () => {
  it.each(Object.entries(neverCalled))(
    'no %s number of any country, whatever a tenant opens',
    (_, type) => {
      const numbers = everyCountry.flatMap((country) => numbersOfType(country, type))
      expect(numbers.length).toBeGreaterThan(100)
      expect(numbers.filter((number) => mayBeCalled(number, everything))).toEqual([])
    },
  )

  it.each(['800', '808', '870', '878', '881', '882', '883', '888', '979'])(
    'nothing behind +%s, which is no country',
    (callingCode) => {
      const policy = { ...everything, countries: [...everything.countries, '001'] }
      fc.assert(
        fc.property(fc.stringMatching(/^\d{7,12}$/), (rest) => {
          expect(mayBeCalled(`+${callingCode}${rest}`, policy)).toBe(false)
        }),
        { seed: 20230719, numRuns: 200 },
      )
    },
  )

  it('no mobile number of a country that is not opened', () => {
    const foreign = everyCountry.filter((country) => country !== 'NL')
    const numbers = foreign.flatMap((country) => numbersOfType(country, MOBILE))
    expect(numbers.length).toBeGreaterThan(2000)
    expect(numbers.filter((number) => mayBeCalled(number, defaultNumberPolicy))).toEqual([])
  })

  it('mobile numbers of a country that is opened', () => {
    const germany = numbersOfType('DE', MOBILE)
    expect(germany).toHaveLength(20)
    const policy = { countries: ['DE'], fixedLines: false }
    expect(germany.filter((number) => !mayBeCalled(number, policy))).toEqual([])
  })
})

const sampleFile = new URL('../../../shared/data/number-policy.sample.json', import.meta.url)

describe.skipIf(!existsSync(sampleFile))('the sample of number-policy cases', () => {
  interface SampleCase {
    input: string
    e164: string | null
    verdict: 'allow' | 'optin' | 'deny'
    reason: string
    expect?: string
  }
  const cases: SampleCase[] = existsSync(sampleFile)
    ? JSON.parse(readFileSync(sampleFile, 'utf8')).cases
    : []
  /** Written in a way that may be refused, though the number itself is good. */
  const oddlyWritten = cases.filter((one) => one.expect === 'reject_or_same_bucket')
  const plain = cases.filter((one) => one.expect !== 'reject_or_same_bucket')
  const of = (verdict: SampleCase['verdict']) => plain.filter((one) => one.verdict === verdict)

  it('is there, all of it', () => {
    expect(cases).toHaveLength(700)
  })

  it('allows what is to be allowed, as the number it is', () => {
    for (const { input, e164 } of of('allow')) {
      expect(judgeRaw(input), input).toEqual({ verdict: 'allow' })
      expect(parseNumber(input)).toEqual({ number: e164 })
    }
  })

  it('refuses everything else by itself, for the reason given', () => {
    for (const { input, reason } of [...of('optin'), ...of('deny')]) {
      const isReadable = reason !== 'unparseable' && /^[0-9 +().-]+$/.test(input)
      const expected = { verdict: 'refuse', reason: isReadable ? reason : 'unreadable' }
      expect(judgeRaw(input), input).toEqual(expected)
    }
  })

  it('denies to the end what is to be denied', () => {
    const leaks = of('deny').filter(({ input }) => judgeRaw(input, everything).verdict === 'allow')
    expect(leaks).toEqual([])
  })

  it('lets a tenant open what may be opened: mobiles of a country, Dutch fixed lines', () => {
    for (const { input } of of('optin')) {
      const verdict = judgeRaw(input, everything)
      if (verdict.verdict === 'refuse') expect(verdict.reason, input).toBe('fixed-line')
    }
    const opened = of('optin').filter(
      ({ input }) => judgeRaw(input, everything).verdict === 'allow',
    )
    expect(opened.length).toBeGreaterThan(50)
  })

  it('an odd writing is the same number or none', () => {
    for (const { input, e164 } of oddlyWritten) {
      const parsed = parseNumber(input)
      expect([{ number: e164 }, { refused: 'unreadable' }], input).toContainEqual(parsed)
    }
  })

  it('gives no reason that is not in the list', () => {
    const reasons = cases.map(({ input }) => judgeRaw(input)).filter(isRefusal)
    for (const { reason } of reasons) expect(numberRefusals).toContain(reason)
  })
})

function isRefusal(verdict: NumberVerdict) {
  return verdict.verdict === 'refuse'
}

function mayBeCalled(number: string, policy: NumberPolicy): boolean {
  return isE164(number) && judgeNumber(number, policy).verdict === 'allow'
}
