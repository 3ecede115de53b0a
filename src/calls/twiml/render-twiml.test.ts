import { describe, expect, it } from 'vitest'
import type { Position, Step } from '../dialogue.ts'
import { renderTwiml } from './render-twiml.ts'
import { recordedSpeech, spokenSpeech, usualVoices } from './speech.ts'

const played = recordedSpeech('https://otp.example.nl')
const spoken = spokenSpeech(usualVoices)
const turnUrl = (at: string) => `https://otp.example.nl/turn/${at}?a=1&b=2`

const bodyOf = (steps: readonly Step[], speech = played, locale = 'nl-NL') => {
  const twiml = renderTwiml({ locale, steps }, { speech, turnUrl })
  return /^<\?xml version="1\.0" encoding="UTF-8"\?><Response>(.*)<\/Response>$/.exec(twiml)?.[1]
}
const say = (...prompts: Extract<Step, { do: 'say' }>['prompts']): Step => ({ do: 'say', prompts })
const listenFor = (then: Position): Step => ({ do: 'listen', digits: 1, timeoutSeconds: 7, then })
const listen = listenFor('gate-1')
const gather =
  '<Gather input="dtmf" numDigits="1" timeout="7" finishOnKey="" actionOnEmptyResult="true"' +
  ' method="POST" action="https://otp.example.nl/turn/gate-1?a=1&amp;b=2">'
const play = (id: string) => `<Play>https://otp.example.nl/prompts/nl-NL/${id}.wav</Play>`

describe('by recordings', () => {
  it('plays every prompt as an element of its own, digits and silences too', () => {
    expect(bodyOf([say('greeting', 'silence-600ms', 'digit-4'), { do: 'hangUp' }])).toBe(
      `${play('greeting')}${play('silence-600ms')}${play('digit-4')}<Hangup/>`,
    )
  })

  it('pauses by a recording where there is one, and by whole seconds otherwise', () => {
    expect(bodyOf([{ do: 'pause', seconds: 1 }])).toBe(play('silence-1000ms'))
    expect(bodyOf([{ do: 'pause', seconds: 1.3 }])).toBe('<Pause length="2"/>')
  })

  it('speaks the language of the turn', () => {
    expect(bodyOf([say('greeting')], played, 'en-GB')).toContain('/prompts/en-GB/greeting.wav')
  })
})

describe('by the voice of the carrier', () => {
  const voice = '<Say voice="Polly.Laura-Neural" language="nl-NL">'

  it('says a digit as a word, alone', () => {
    expect(bodyOf([say('digit-4', 'digit-2')], spoken)).toBe(`${voice}vier</Say>${voice}twee</Say>`)
  })

  it('rounds silences up to whole seconds', () => {
    expect(bodyOf([say('silence-600ms'), { do: 'pause', seconds: 1.2 }], spoken)).toBe(
      '<Pause length="1"/><Pause length="2"/>',
    )
  })

  it('has a voice for every language, and speaks Dutch where it does not know one', () => {
    expect(bodyOf([say('digit-4')], spoken, 'en-GB')).toBe(
      '<Say voice="Polly.Amy-Neural" language="en-GB">four</Say>',
    )
    expect(bodyOf([say('digit-4')], spoken, 'xx"/>')).toBe(`${voice}vier</Say>`)
  })
})

describe('listening', () => {
  it('begins with what is said directly before it, so that a key interrupts', () => {
    expect(bodyOf([{ do: 'pause', seconds: 1 }, say('reason'), listen])).toBe(
      `${gather}${play('silence-1000ms')}${play('reason')}</Gather>`,
    )
  })

  it('takes each sentence once', () => {
    expect(bodyOf([say('reason'), listen, say('code-goodbye'), { do: 'hangUp' }])).toBe(
      `${gather}${play('reason')}</Gather>${play('code-goodbye')}<Hangup/>`,
    )
  })

  it('works without a word', () => {
    expect(bodyOf([listen])).toBe(`${gather}</Gather>`)
  })
})

it('an empty turn is an empty document, which ends the call', () => {
  expect(bodyOf([])).toBe('')
})
