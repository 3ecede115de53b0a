import { expect, it } from 'vitest'
import { isSamePerson, toAgent, toReason } from './agent.ts'

it.each([
  ['kim', 'KIM'],
  ['Kim de Boer', ' kim  de\u00a0boer '],
  ['kim.de.boer', 'Kim de Boer'],
  ['kim', 'k\u200bim'],
  ['René', 'Rene'],
  ['René', 'Rene\u0301'],
  ['ｋｉｍ', 'kim'],
  ['Groß', 'GROSS'],
  ['İpek', 'ipek'],
  ['kim (Kim de Boer)', 'kim (Somebody else)'],
  ['kim (Kim de Boer)', 'kim'],
  ['KIM DE BOER', 'kim (Kim de Boer)'],
])('%j and %j are one person', (one, other) => {
  expect(isSamePerson(one, other)).toBe(true)
})

it.each([
  ['kim', 'kin'],
  ['agent 1', 'agent 2'],
  ['Kim de Boer', 'Kim'],
  ['kim (Helpdesk)', 'lee (Helpdesk)'],
])('%j and %j are two', (one, other) => {
  expect(isSamePerson(one, other)).toBe(false)
})

it.each([
  [' phone\r\n lost\t', 'phone lost'],
  ['called back on 06 12345678', 'called back on …'],
  ['called +31 (0)6-1234.5678 twice', 'called … twice'],
  ['ticket 20231107', 'ticket 20231107'],
  ['\u202ewas \u0000here', 'was here'],
])('the reason %j is kept as %j', (text, kept) => {
  expect(toReason(text)).toBe(kept)
})

it('our own pages write down id and name, in one line and without what turns the text around', () => {
  expect(toAgent({ id: 'kim', displayName: 'Kim\u202e\n de Boer' })).toBe('kim (Kim de Boer)')
  expect(toAgent({ id: '310612345678', displayName: null })).toBe('310612345678 (310612345678)')
})
