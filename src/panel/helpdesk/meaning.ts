import type { Language } from '../../pages/index.ts'
import { meaningTexts } from './meaning-texts.ts'

const kinds = [
  [/^stopped$/, 'stopped'],
  [/^resend-ladder$/, 'ladder'],
  [/^wrong-/, 'wrong'],
  [/in-flight$/, 'lines'],
  [/^ip-/, 'ip'],
  [/^(prefix|country)-|-breaker$/, 'fraud'],
  [/^spend-/, 'spend'],
  [/^(tenant|global)-/, 'whole'],
  [/^number-/, 'number'],
  [/^user-/, 'user'],
] as const

/** What it means that this limit said no. */
export function meaningOfLimit(language: Language, limit: string): string {
  const kind = kinds.find(([pattern]) => pattern.test(limit))?.[1] ?? 'other'
  return meaningTexts[language].limits[kind]
}

export function meaningOfStop(language: Language, reason: string): string {
  const { stops } = meaningTexts[language]
  return lookUp(stops, reason) ?? stops.other
}

interface Call {
  readonly status: string
  readonly reason: string | null
}

/** How far a call came, and why it went no further where that says more. */
export function meaningOfCall(language: Language, { status, reason }: Call): string {
  const { calls, reasons } = meaningTexts[language]
  return [lookUp(calls, status), reason && lookUp(reasons, reason)].filter(Boolean).join(' ')
}

/** A word of a table by a name that came from elsewhere. */
export function lookUp(words: Readonly<Record<string, string>>, name: string | undefined) {
  return name !== undefined && Object.hasOwn(words, name) ? words[name] : undefined
}
