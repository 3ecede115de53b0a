import { isSummed, type Rule } from '../../limits/index.ts'
import type { Language } from '../../pages/index.ts'
import { toEuros, toNumber, wordFor } from '../frame/words.ts'
import { limitsTexts } from './limits-texts.ts'

/** `3 gesprekken`, or `€ 50,00`. */
export function quotaWords(language: Language, rule: Rule): string {
  if (isSummed(rule)) return toEuros(language, rule.quota)
  return `${toNumber(language, rule.quota)} ${wordFor(limitsTexts[language].counts, rule.counts)}`
}

/** What was used of a rule; decisions tell spend in euros. */
export function amountWords(language: Language, rule: Rule, amount: number): string {
  return isSummed(rule) ? toEuros(language, amount * EUROS) : toNumber(language, amount)
}

const EUROS = 1_000_000

const units = [
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
  ['seconds', 1],
] as const

/** `10 min`, in the largest unit that it is whole in. */
export function windowWords(language: Language, seconds: number): string {
  const [name, size] =
    units.find(([, each]) => seconds % each === 0 && seconds / each > 1) ?? units[3]
  return `${toNumber(language, seconds / size)} ${limitsTexts[language][name]}`
}
