import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toOtpauthUri } from './otpauth-uri.ts'
import { drawTotpSecret, matchStep } from './totp.ts'

const seed = 20_260_101
const vectorsFile = '../shared/data/otp-vectors.json'
/** RFC 6238 appendix B: ASCII `12345678901234567890`. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

interface Vectors {
  readonly rfc4226_hotp: { readonly values: readonly { counter: number; hotp: string }[] }
  readonly rfc6238_totp: readonly {
    algorithm: string
    unix_time: number
    step: number
    totp6: string
  }[]
  readonly drift_and_replay: {
    readonly secret_base32: string
    readonly now: number
    readonly codes_by_step_offset: Readonly<Record<string, string>>
    readonly expect_recommended: Readonly<Record<string, string>>
  }
}

describe.skipIf(!existsSync(vectorsFile))('the vectors of RFC 4226 and RFC 6238', () => {
  const read = () => JSON.parse(readFileSync(vectorsFile, 'utf8')) as Vectors

  it('every code of RFC 4226 appendix D is right at its counter', () => {
    const { values } = read().rfc4226_hotp
    expect(values).toHaveLength(10)
    for (const { counter, hotp } of values)
      expect(matchStep(secret, hotp, counter * 30_000)).toBe(counter)
  })

  it('every SHA-1 code of RFC 6238 appendix B is right at its time', () => {
    const rows = read().rfc6238_totp.filter(({ algorithm }) => algorithm === 'SHA1')
    expect(rows).toHaveLength(6)
    for (const { unix_time, step, totp6 } of rows)
      expect(matchStep(secret, totp6, unix_time * 1000)).toBe(step)
  })

  it('a code drifts by one step and no further', () => {
    const { drift_and_replay: drift } = read()
    const offsets = Object.entries(drift.codes_by_step_offset)
    expect(offsets).toHaveLength(9)
    for (const [offset, code] of offsets) {
      const step = Math.floor(drift.now / 30) + Number(offset)
      const expected = drift.expect_recommended[offset] === 'accept' ? step : null
      expect(matchStep(drift.secret_base32, code, drift.now * 1000)).toBe(expected)
    }
  })
})

it('RFC 6238 appendix B at 59 seconds, here too where the vectors are not', () => {
  expect(matchStep(secret, '287082', 59_000)).toBe(1)
  expect(matchStep(secret, '287082', 29_000)).toBe(1)
  expect(matchStep(secret, '287083', 59_000)).toBeNull()
})

it.each(['', '28708', '2870820', '28708２', '287082\n', ' 287082', '+87082', '1e5000'])(
  '%j is no code',
  (typed) => {
    expect(matchStep(secret, typed, 59_000)).toBeNull()
  },
)

it('draws secrets of 160 bits, each another', () => {
  const drawn = Array.from({ length: 1000 }, drawTotpSecret)
  expect(new Set(drawn).size).toBe(1000)
  for (const one of drawn) expect(one).toMatch(/^[A-Z2-7]{32}$/)
})

it('names the site and the account, as authenticator apps read it', () => {
  const uri = toOtpauthUri({ issuer: 'Callvoip', account: 'Jan de Boer', secret })
  expect(uri).toBe(`otpauth://totp/Callvoip:Jan%20de%20Boer?secret=${secret}&issuer=Callvoip`)
})

it('whatever a site or a user is called, the label is issuer, colon, account', () => {
  const any = fc.integer({ min: 0, max: 0x10ffff }).map((one) => String.fromCodePoint(one))
  const name = fc.string({ unit: fc.oneof(fc.constantFrom(...':/?&=#% a'), any), maxLength: 60 })
  fc.assert(
    fc.property(name, name, (issuer, account) => {
      const uri = new URL(toOtpauthUri({ issuer, account, secret }))
      const parts = decodeURIComponent(uri.pathname.slice(1)).split(':')
      expect(parts).toHaveLength(2)
      expect(parts.every((part) => part.length > 0)).toBe(true)
      expect(uri.searchParams.get('issuer')).toBe(parts[0])
      expect([...uri.searchParams.keys()]).toEqual(['secret', 'issuer'])
      expect(uri.searchParams.get('secret')).toBe(secret)
      // What fits in a QR code of version 40 with correction M.
      expect(uri.href.length).toBeLessThan(2331)
    }),
    { seed, numRuns: 200 },
  )
})
