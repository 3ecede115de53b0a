import { expect, test } from 'vitest'
import {
  digitPrompt,
  isLocale,
  isPromptId,
  type Locale,
  locales,
  type PromptId,
  pickLocale,
  promptIds,
  promptText,
  silenceSeconds,
} from './catalogue.ts'
import { dutch, type SpokenId } from './dutch.ts'

test('every locale says something for every prompt that is not a silence', () => {
  for (const locale of locales) {
    for (const id of promptIds) {
      expect([id, promptText(locale, id) !== '']).toEqual([id, silenceSeconds(id) === null])
    }
  }
})

test('no sentence has a figure in it: engines read those as they please', () => {
  const texts = locales.flatMap((locale) => promptIds.map((id) => promptText(locale, id)))
  expect(texts.filter((text) => /\d/.test(text))).toEqual([])
})

test('what follows a reading names no digit', () => {
  const ends: PromptId[] = ['code-goodbye', 'code-expired', 'code-closed', 'reported']
  const words = Array.from('0123456789', (digit) => promptText('nl-NL', digitPrompt(digit)))
  for (const id of ends) {
    const spoken = promptText('nl-NL', id).toLowerCase().split(/\W+/)
    expect(spoken.filter((word) => words.includes(word))).toEqual([])
  }
})

test('a digit is spoken as a word by a prompt of its own', () => {
  expect(digitPrompt('4')).toBe('digit-4')
  expect(promptText('nl-NL', digitPrompt('4'))).toBe('vier')
  expect(promptText('en-GB', digitPrompt('0'))).toBe('zero')
})

test.each(['', '12', 'x', '٤'])('%j is not a digit, and the error does not repeat it', (text) => {
  expect(() => digitPrompt(text)).toThrow(/^Expected `digit` to be one character of 0 to 9$/)
})

test('a silence lasts as long as its name says', () => {
  for (const id of promptIds.filter((one) => one.startsWith('silence-'))) {
    expect(`silence-${Math.round((silenceSeconds(id) ?? 0) * 1000)}ms`).toBe(id)
  }
  expect(silenceSeconds('greeting')).toBeNull()
})

test.each([
  ['nl', 'nl-NL'],
  ['nl-BE', 'nl-NL'],
  ['NL_nl', 'nl-NL'],
  ['en', 'en-GB'],
  ['en-US', 'en-GB'],
  ['nlx', 'en-GB'],
  ['pt-BR', 'en-GB'],
  ['', 'en-GB'],
  [undefined, 'en-GB'],
])('%j is answered in %s', (wanted, locale) => {
  expect(pickLocale(wanted, 'en-GB')).toBe(locale)
})

test('names from outside are known or not', () => {
  expect(['greeting', 'digit-9', 'silence-600ms'].every(isPromptId)).toBe(true)
  expect(['digit-10', 'toString', '../greeting', ''].some(isPromptId)).toBe(false)
  expect(isLocale('nl-NL')).toBe(true)
  expect(isLocale('nl')).toBe(false)
})

test('a missing sentence or locale does not compile', () => {
  const { greeting: _, ...withoutGreeting } = dutch
  // @ts-expect-error: no `greeting`
  const sentences: Readonly<Record<SpokenId, string>> = withoutGreeting
  // @ts-expect-error: no `en-GB`
  const spoken: Record<Locale, typeof sentences> = { 'nl-NL': dutch }
  // @ts-expect-error: not a prompt
  const id: PromptId = 'digit-10'
  expect([sentences, spoken, id]).toBeDefined()
})
