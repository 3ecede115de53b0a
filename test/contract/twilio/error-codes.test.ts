import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RefusalReason } from '../../../src/calls/carrier.ts'
import { reasonByCode } from '../../../src/calls/carriers/twilio/errors.ts'
import type { E164 } from '../../../src/calls/numbers/e164.ts'
import { fault } from './scripted-twilio.ts'
import { createWorld, type TwilioWorld } from './twilio-world.ts'

const dictionaryPath = '../shared/data/twilio-error-codes.voice.json'
const hasDictionary = existsSync(dictionaryPath)

/** From fetching or running a document: they come to the fallback address or the debugger. */
const ofDocuments = [
  11200, 11202, 11205, 11206, 11210, 11215, 11220, 11235, 11236, 11237, 11750, 11770, 12100, 12101,
  12102, 12200, 12300, 13310, 13313, 13314, 13320, 13338, 13420, 13510, 13511, 13520, 13521,
]

/** Servers in trouble: whether they did it is not known, so they have no reason. */
const ofTrouble = [20500, 20503]

const call = {
  id: 'ca_1',
  nonce: '0'.repeat(32),
  to: '+31612345678' as E164,
  ringSeconds: 20,
  talkSeconds: 90,
}

let world: TwilioWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.stop())

const answered = (status: number, code: number) => {
  world.become(fault(status, code))
  return world.carrier.place(call)
}

describe.skipIf(!hasDictionary)('the dictionary of error codes', () => {
  const codes: { code: number; message: string }[] = hasDictionary
    ? JSON.parse(readFileSync(dictionaryPath, 'utf8')).codes
    : []

  it.each(codes)('has a place for $code: $message', ({ code }) => {
    const places = [code in reasonByCode, ofDocuments.includes(code), ofTrouble.includes(code)]
    expect(places.filter(Boolean)).toHaveLength(1)
  })
})

describe('a refusal', () => {
  it.each(Object.entries(reasonByCode))('with code %s has its reason: %s', async (code, reason) => {
    expect(await answered(400, Number(code))).toEqual({
      outcome: 'refused',
      reason,
      carrierCode: Number(code),
    })
  })

  it.each<[number, number, RefusalReason]>([
    [401, 20003, 'account'],
    [403, 20403, 'account'],
    [429, 20429, 'busy'],
    [403, 99999, 'account'],
    [429, 99999, 'busy'],
    [400, 99999, 'bug'],
    [422, 99999, 'bug'],
  ])('with status %i and code %i has the reason of what is known of it: %s', async (...answer) => {
    const [status, code, reason] = answer
    expect(await answered(status, code)).toMatchObject({ outcome: 'refused', reason })
  })

  it.each([
    [500, 20500],
    [502, 20500],
    [503, 20503],
    [504, 21211],
    [408, 99999],
    [302, 21211],
  ])('is not what status %i says, whatever its code: %i', async (status, code) => {
    expect(await answered(status, code)).toEqual({ outcome: 'unknown', carrierCode: code })
  })
})
