import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { type FormParameters, isSigned } from '../../../src/calls/carriers/twilio/signature.ts'

const vectorsPath = '../shared/data/signature-vectors.json'
const hasVectors = existsSync(vectorsPath)

interface Vector {
  readonly id: string
  readonly name: string
  readonly token: string
  readonly valid: boolean
  readonly url: string
  readonly params: Record<string, string | string[] | null> | null
  readonly body?: string
  readonly signature: string | null
}

describe.skipIf(!hasVectors)('signatures from the test suites of seven SDKs', () => {
  const vectors: Vector[] = hasVectors ? JSON.parse(readFileSync(vectorsPath, 'utf8')).vectors : []

  // A JSON body is signed by its hash in the query. We take forms only: no such request is admitted.
  it.each(vectors.filter(({ body }) => body === undefined))('$id: $name', (vector) => {
    expect(isSigned(toRequest(vector), [vector.token])).toBe(vector.valid)
  })

  it('are accepted for the old token too, and for no other', () => {
    const vector = vectors.find(({ valid }) => valid)
    if (!vector) throw new Error('Expected a vector that is valid')

    expect(isSigned(toRequest(vector), ['new', vector.token])).toBe(true)
    expect(isSigned(toRequest(vector), ['new', 'newer'])).toBe(false)
  })
})

describe('a signature', () => {
  const url = 'https://otp.example.nl/carriers/twilio/calls/ca_1/nonce/status'

  it('is never right when no token is configured, or an empty one', () => {
    const signature = twilio.getExpectedTwilioSignature('', url, {})
    expect(isSigned({ url, parameters: {}, signature }, [])).toBe(false)
    expect(isSigned({ url, parameters: {}, signature }, [''])).toBe(false)
  })

  it('is what the SDK says it is, for any form, address and port', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 })
    const value = fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }))
    const form = fc.dictionary(word, value, { maxKeys: 6, noNullPrototype: true })
    const origin = fc.constantFrom(
      'https://otp.example.nl',
      'https://otp.example.nl:8443',
      'https://otp.example.nl:443',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
      'http://[::1]',
      'http://user:pass@otp.example.nl:8080',
    )
    const path = fc.constantFrom('/', '/belcode/carriers/twilio/status', '/a//b')

    fc.assert(
      fc.property(form, origin, origin, path, (parameters, signedFor, cameTo, rest) => {
        const signature = twilio.getExpectedTwilioSignature('token', signedFor + rest, parameters)
        const sdkSays = twilio.validateRequest('token', signature, cameTo + rest, parameters)
        expect(isSigned({ url: cameTo + rest, parameters, signature }, ['token'])).toBe(sdkSays)
      }),
      { seed: 20260105, numRuns: 2_000 },
    )
  })
})

function toRequest({ url, params, signature }: Vector) {
  const entries = Object.entries(params ?? {}).map(([name, value]) => [name, value ?? ''])
  const parameters: FormParameters = Object.fromEntries(entries)
  return { url, parameters, signature: signature ?? '' }
}
