import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { type SignedParams, signWebhook } from './signature.ts'

const vectorsFile = '../shared/data/signature-vectors.json'

interface Vector {
  id: string
  token: string
  valid: boolean
  url: string
  params: SignedParams | null
  signature: string | null
  exactUrlHmac: boolean
}

describe('a webhook signature', () => {
  it('is what the SDK accepts, whatever the URL and the parameters', () => {
    const part = fc.string({ unit: fc.constantFrom(...'aé日😀& +%=\n'), maxLength: 12 })
    const url = fc.constantFrom(
      'https://otp.example.nl/answer/1',
      'http://127.0.0.1:3000/answer?x=1&y=O%27Brien%20b',
      'https://name:word@OTP.example.nl:8443//answer/',
    )
    const params = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 6 }),
      fc.oneof(part, fc.array(part, { minLength: 1, maxLength: 3 })),
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(url, params, part, (to, sent, token) => {
        const signature = signWebhook(token, `${to}#rc=3`, sent)
        expect(twilio.validateRequest(token, signature, to, sent)).toBe(true)
        expect(twilio.validateRequest(`${token}x`, signature, to, sent)).toBe(false)
      }),
      { seed: 20260105, numRuns: 200 },
    )
  })

  describe.skipIf(!existsSync(vectorsFile))('of the published vectors', () => {
    for (const vector of readVectors()) {
      const verdict = vector.valid ? 'is the one published' : 'is another than the forged one'
      it(`${vector.id} ${verdict}`, () => {
        const made = signWebhook(vector.token, vector.url, vector.params ?? {})
        expect(made === vector.signature).toBe(vector.valid)
      })
    }
  })
})

/** Those that sign the URL as it is given: the others are a validator's affair (a port added or removed). */
function readVectors(): readonly Vector[] {
  if (!existsSync(vectorsFile)) return []
  const { vectors } = JSON.parse(readFileSync(vectorsFile, 'utf8')) as { vectors: Vector[] }
  return vectors.filter((vector) => vector.params && vector.exactUrlHmac === vector.valid)
}
