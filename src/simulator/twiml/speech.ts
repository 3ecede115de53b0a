import { textOf, type XmlElement } from './xml.ts'

const charactersPerSecond = 14
const breakMs: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0,
  weak: 250,
  medium: 500,
  strong: 1_000,
  'x-strong': 1_500,
}
const longestBreakMs = 10_000

const languageOfVoice: Readonly<Record<string, string>> = {
  'Polly.Lotte': 'nl-NL',
  'Polly.Ruben': 'nl-NL',
  'Polly.Laura': 'nl-NL',
  'Polly.Lisa': 'nl-BE',
  'Polly.Vicki': 'de-DE',
  'Polly.Amy': 'en-GB',
  'Polly.Emma': 'en-GB',
  'Polly.Lea': 'fr-FR',
}

export interface Speech {
  readonly text: string
  readonly language: string
  /** An estimate: nobody speaks here. */
  readonly ms: number
}

export function readSpeech(say: XmlElement): Speech {
  const text = textOf(say).replace(/\s+/g, ' ').trim()
  return { text, language: languageOf(say), ms: speakingMs(text) + pausesOf(say) }
}

export function speakingMs(text: string): number {
  return Math.round((text.length / charactersPerSecond) * 1_000)
}

function pausesOf(element: XmlElement): number {
  if (element.name === 'break') return breakOf(element)
  return element.children.reduce(
    (ms, child) => ms + (typeof child === 'string' ? 0 : pausesOf(child)),
    0,
  )
}

function breakOf({ attributes }: XmlElement): number {
  const [, amount, unit] = /^([0-9]+(?:\.[0-9]+)?)(m?s)$/.exec(attributes.get('time') ?? '') ?? []
  if (!amount) return breakMs[attributes.get('strength') ?? 'medium'] ?? 500
  return Math.min(Number(amount) * (unit === 's' ? 1_000 : 1), longestBreakMs)
}

function languageOf({ attributes }: XmlElement): string {
  const voice = attributes.get('voice') ?? ''
  const google = /^Google\.([a-z]{2}-[A-Z]{2})-/.exec(voice)
  const known = languageOfVoice[voice.replace(/-(?:Neural|Generative)$/, '')]
  return attributes.get('language') ?? google?.[1] ?? known ?? 'en-US'
}
