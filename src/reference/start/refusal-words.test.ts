import { describe, expect, it } from 'vitest'
import type { Refusal } from './demo.ts'
import { checkRefusalWords, ringRefusalWords } from './refusal-words.ts'
import { textsIn } from './texts.ts'

const full: Refusal = {
  code: 'limit-reached',
  title: 'A limit was reached',
  status: 429,
  limit: 'number-10m',
  reference: 'K7-42-MP',
}

describe('why the phone did not ring', () => {
  it.each([
    ['nl', 42, 'Probeer het over 42 seconden opnieuw.'],
    ['nl', 1, 'Probeer het over 1 seconde opnieuw.'],
    ['nl', 121, 'Probeer het over 3 minuten opnieuw.'],
    ['en', 7200, 'Try again in 2 hours.'],
    ['en', 7201, 'Try again in 3 hours.'],
  ] as const)('a full limit, in %s: %i seconds are never rounded down', (language, wait, words) => {
    const text = ringRefusalWords(textsIn[language], { ...full, retryAfterSeconds: wait })
    expect(text).toContain(words)
    expect(text).toContain('number-10m')
    expect(text).toContain('K7-42-MP')
  })

  it('a stopped number is not blamed on a limit', () => {
    const text = ringRefusalWords(textsIn.nl, { ...full, limit: 'stopped' })
    expect(text).toContain('wordt een dag lang niet gebeld')
    expect(text).not.toContain('(stopped)')
  })

  it('a reason without words of its own is shown as it is', () => {
    const refused = { code: 'number-refused', title: 'x', status: 422 }
    const say = (reason: string) => ringRefusalWords(textsIn.nl, { ...refused, reason })
    expect(say('unreadable')).toBe('Dit is geen telefoonnummer. Schrijf het als 06 12345678.')
    expect(say('pager')).toBe('Dit nummer wordt niet gebeld. (pager)')
  })

  it('any other problem is shown by its title', () => {
    const stopping = { code: 'stopping', title: 'It is stopping', status: 503 }
    const text = ringRefusalWords(textsIn.en, { ...stopping, retryAfterSeconds: 5 })
    expect(text).toBe('Nobody was called. It is stopping. Try again in 5 seconds.')
  })
})

it('a code of letters is asked for again', () => {
  const refused = { code: 'body-invalid', title: 'x', status: 400 }
  expect(checkRefusalWords(textsIn.nl, refused)).toBe('Typ de cijfers die u hoorde.')
})
