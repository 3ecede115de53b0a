import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position, Step } from '../../../src/calls/dialogue.ts'
import { locales, promptIds } from '../../../src/calls/prompts/catalogue.ts'
import { renderTwiml } from '../../../src/calls/twiml/render-twiml.ts'
import { recordedSpeech, spokenSpeech, usualVoices } from '../../../src/calls/twiml/speech.ts'
import { assertTwiml, hasSchema } from './twiml-schema.ts'

const position = fc.constantFrom<Position>('answer', 'gate-1', 'gate-3', 'code-1', 'code-5')
const say = fc.record({
  do: fc.constant('say' as const),
  prompts: fc.array(fc.constantFrom(...promptIds), { maxLength: 40 }),
})
const pause = fc.record({
  do: fc.constant('pause' as const),
  seconds: fc.double({ min: 0, max: 5, noNaN: true }),
})
const listen = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.double({ min: 1, max: 10, noNaN: true }), position)
  .map(([digits, timeoutSeconds, then]): Step => ({ do: 'listen', digits, timeoutSeconds, then }))
const hangUp = fc.constant<Step>({ do: 'hangUp' })
const turn = fc.record({
  locale: fc.constantFrom<string>(...locales),
  steps: fc.array(fc.oneof(say, pause, listen, hangUp), { maxLength: 12 }),
})
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  // Control characters, halves of surrogate pairs and what no text may hold at all.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => {
    return String.fromCharCode(...units)
  }),
)
const runs = { seed: 20260105, numRuns: 1_000 }

describe.skipIf(!hasSchema)('every turn is TwiML as the schema has it', () => {
  const turnUrl = (at: string) => `https://otp.example.nl/a/turn/${at}#ct=2000&rt=4000`

  it('by recordings', () => {
    const speech = recordedSpeech('https://otp.example.nl/belcode')
    fc.assert(
      fc.property(turn, (one) => assertTwiml(renderTwiml(one, { speech, turnUrl }))),
      runs,
    )
  })

  it('by the voice of the carrier, whatever the texts hold', () => {
    fc.assert(
      fc.property(turn, anyText, (one, text) => {
        const speech = spokenSpeech(usualVoices, () => text)
        assertTwiml(renderTwiml(one, { speech, turnUrl }))
      }),
      runs,
    )
  })

  it.each([
    '<?xml version="1.0"?><Response><say>x</say></Response>',
    '<?xml version="1.0"?><Response><Say language="nl">x</Say></Response>',
    '<?xml version="1.0"?><Response><Gather><Hangup/></Gather></Response>',
    '<?xml version="1.0"?><Response><Gather numDigits="een"/></Response>',
    '<?xml version="1.0"?><Response><Say>a & b</Say></Response>',
    '<?xml version="1.0"?><Response><Say>\u0001</Say></Response>',
    ' <?xml version="1.0"?><Response/>',
  ])('and not: %j', (twiml) => {
    expect(() => assertTwiml(twiml)).toThrow()
  })
})
