import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeNumber } from '../../src/calls/numbers/judge-number.ts'
import { parseNumber } from '../../src/calls/numbers/parse-number.ts'
import { createMemoryLimiter } from '../../src/limits/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { addressOf, askCall } from '../support/pump.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain (T2): more calls to one phone than its limits allow, or a call elsewhere than they count. */

const writings = [
  '0612345678',
  '06 12345678',
  '06-12345678',
  '06.12345678',
  '06 12 34 56 78',
  '06-12-34-56-78',
  '06.12.34.56.78',
  '06 1234 5678',
  '06-1234 5678',
  '(06) 12345678',
  '(06)12345678',
  '(06) 12 34 56 78',
  '(0)612345678',
  '0 6 1 2 3 4 5 6 7 8',
  ' 0612345678',
  '0612345678 ',
  '06  12345678',
  '06 - 12345678',
  '612345678',
  '6 12345678',
  '31612345678',
  '31 6 12345678',
  '+31612345678',
  '+31 612345678',
  '+31 6 12345678',
  '+31-6-12345678',
  '+31.6.12345678',
  '+31 6 12 34 56 78',
  '+31 (0)6 12345678',
  '+31(0)612345678',
  '+31 0612345678',
  '(+31) 6 12345678',
  '+ 31 6 12345678',
  '0031612345678',
  '0031 6 12345678',
  '0031 (0)6-12345678',
]

describe('normalisation bypass: the same phone, written otherwise', () => {
  it.each(writings)('%j is +31612345678', (raw) => {
    expect(parseNumber(raw)).toEqual({ number: '+31612345678' })
  })

  it('36 writings of one number share one limit of 3', async () => {
    expect(new Set(writings).size).toBe(36)
    const limiter = createMemoryLimiter({ now: () => 0 })
    const limit = { name: 'number', quota: 3, windowSeconds: 600 }
    let taken = 0
    for (const [index, raw] of writings.entries()) {
      const parsed = parseNumber(raw)
      const subject = 'number' in parsed ? parsed.number : raw
      const result = await limiter.take([{ limit, subject }], { id: `${index}` })
      if (result.taken) taken++
    }
    expect(taken).toBe(3)
  })

  it('any spacing and punctuation of any Dutch mobile number gives that number', () => {
    const digits = fc.stringMatching(/^6[1-58]\d{7}$/)
    const opening = fc.constantFrom('0', '+31', '0031', '+310', '31', '')
    const gaps = fc.array(fc.constantFrom('', '', ' ', '-', '.', '(', ')'), {
      minLength: 14,
      maxLength: 14,
    })
    fc.assert(
      fc.property(digits, opening, gaps, (national, start, between) => {
        const raw = [...(start + national)].map((digit, i) => `${digit}${between[i]}`).join('')
        expect(parseNumber(raw)).toEqual({ number: `+31${national}` })
      }),
      { seed: 20230719, numRuns: 1000 },
    )
  })

  it('what was read once is read the same again, and judged as it is dialled', () => {
    const noise = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789 +().-'), maxLength })
    const nearlyMobile = fc
      .tuple(noise(1), fc.stringMatching(/^(?:\+31 ?|0031|0)6\d{7}$/), noise(2))
      .map((parts) => parts.join(''))
    let allowed = 0
    fc.assert(
      fc.property(fc.oneof(noise(32), nearlyMobile), (raw) => {
        const first = parseNumber(raw)
        if ('refused' in first || judgeNumber(first.number).verdict === 'refuse') return
        expect(parseNumber(first.number)).toEqual(first)
        expect(first.number).toMatch(/^\+316[1-58]\d{7}$/)
        allowed++
      }),
      { seed: 20230719, numRuns: 5000 },
    )
    expect(allowed).toBeGreaterThan(200)
  })
})

it('normalisation bypass: 36 writings in ten minutes ring one phone three times, and extensions never', async () => {
  const service = await startTestService({ parts: { log: createLog('silent') } })
  const called: string[] = []
  for (const [index, to] of writings.entries()) {
    const { status, body } = await askCall(service, to, addressOf(index))
    if (status === 201) called.push(to)
    else expect({ status, code: body.code }, to).toEqual({ status: 429, code: 'limit-reached' })
    service.clock.advance(15_000)
  }
  expect(called).toHaveLength(3)
  const { store } = service
  const calls = await store.selectFrom('calls').select('number_subject').execute()
  expect(calls).toHaveLength(3)
  expect(new Set(calls.map(({ number_subject }) => number_subject)).size).toBe(1)

  service.clock.advance(3_600_000)
  for (const extension of [' ext 12', 'x12', '#12', ';ext=12', ',12', ' toestel 12']) {
    const to = `0612345678${extension}`
    expect((await askCall(service, to, addressOf(1))).body.reason, to).toBe('unreadable')
  }
  expect(await store.selectFrom('calls').select('id').execute()).toHaveLength(3)
}, 60_000)

describe('normalisation bypass: extensions, letters and dialling commands', () => {
  it.each([
    '0612345678 ext 12',
    '0612345678x12',
    '0612345678#12',
    '0612345678;ext=12',
    '0612345678,12',
    '0612345678 toestel 12',
    '0612345678w99',
    '0612345678p99',
    '**21*0687654321#',
    '*31#0612345678',
    '+31612345678;isub=1',
    'tel:+31612345678',
    'sip:+31612345678@example.com',
    '+31612345678@example.com',
    '+31612345678&record=true',
    '+31612345678\r\nX-Evil: 1',
    '<Number>+31612345678</Number>',
    '+31612345678<Say>x</Say>',
    'call +31612345678 now',
    '06-KPN-GRATIS',
    '0x24A1B2C3D',
    '{"$gt":""}',
    '1e10',
    '٠٦١٢٣٤٥٦٧٨',
    '０６１２３４５６７８',
    '＋31612345678',
    '06—12345678',
    '06‐12345678',
    '06\u200b12345678',
    '06\u00a012345678',
    '06\t12345678',
    '0612345678\n',
    '+31612345678\u0000',
    '\u202e+31612345678',
    '06/12345678',
    '06~12345678',
    '[06]12345678',
  ])('%j is unreadable', (raw) => {
    expect(parseNumber(raw)).toEqual({ refused: 'unreadable' })
  })

  it('any other character, anywhere, makes a number unreadable', () => {
    const foreign = fc
      .integer({ min: 0, max: 0x10ffff })
      .map((codePoint) => String.fromCodePoint(codePoint))
      .filter((character) => !/^[0-9 +().-]$/.test(character))
    fc.assert(
      fc.property(foreign, fc.nat(12), (character, at) => {
        const raw = `${'+31612345678'.slice(0, at)}${character}${'+31612345678'.slice(at)}`
        expect(parseNumber(raw)).toEqual({ refused: 'unreadable' })
      }),
      { seed: 20230719, numRuns: 2000 },
    )
  })
})
