import { sampleRate } from '../audio/wav.ts'
import { fetchMeanwhile, hear, hearNothing, type Sound } from './hear.ts'
import { readSpeech } from './speech.ts'
import { type Ending, type Talk, warn } from './talk.ts'
import { textOf, type XmlElement } from './xml.ts'

/** A verb that can be heard, by itself or inside a `<Gather>`. */
export type Prompt = (talk: Talk, element: XmlElement, keys: boolean) => Promise<Ending>

export const prompts: Readonly<Record<string, Prompt>> = { Say: say, Play: play, Pause: pause }

const mostLoops = 1_000
const longestPauseSeconds = 3_600
const dtmfMs = 250
const longestText = { Polly: 3_000, Google: 5_000, other: 4_096 }
const invalidText = 13520
const textTooLong = 13521

async function say(talk: Talk, element: XmlElement, keys: boolean): Promise<Ending> {
  const { text, language, ms } = readSpeech(element)
  if (text === '' || text.length > longestTextOf(element)) {
    warn(talk, text === '' ? invalidText : textTooLong, '')
    return null
  }
  const sound = { ms, note: { kind: 'say', text, language }, samples: 'hum' } as const
  return repeat(talk, element, sound, keys)
}

async function play(talk: Talk, element: XmlElement, keys: boolean): Promise<Ending> {
  const digits = element.attributes.get('digits')
  if (digits) return hear(talk, dtmf(digits), keys)
  const named = textOf(element).trim()
  const url = resolveUrl(talk, named)
  if (!url) return { kind: 'fault', code: 11100, url: named, detail: 'in <Play>' }
  const answer = await fetchMeanwhile(talk, keys, (signal) => talk.fetchSound(url, signal))
  if (!('fetched' in answer)) return answer
  const { fetched } = answer
  if (!fetched.ok) return { kind: 'fault', code: fetched.code, url, detail: `<Play> ${url}` }
  return repeat(talk, element, toSound(url, fetched.samples), keys)
}

async function pause(talk: Talk, element: XmlElement, keys: boolean): Promise<Ending> {
  const seconds = readWhole(element, 'length') ?? 1
  return hearNothing(talk, 'pause', Math.min(seconds, longestPauseSeconds) * 1_000, { keys })
}

/** An attribute that holds a whole number; null when it is absent or does not. */
export function readWhole({ attributes }: XmlElement, name: string): number | null {
  const value = attributes.get(name) ?? ''
  return /^[0-9]{1,6}$/.test(value) ? Number(value) : null
}

/** Relative to the document that names it; null when that cannot be. */
export function resolveUrl({ source }: Talk, url: string): string | null {
  const documentUrl = 'url' in source ? source.url : undefined
  return url !== '' && URL.canParse(url, documentUrl) ? new URL(url, documentUrl).href : null
}

async function repeat(
  talk: Talk,
  element: XmlElement,
  sound: Sound,
  keys: boolean,
): Promise<Ending> {
  const wish = readWhole(element, 'loop') ?? 1
  for (let left = wish === 0 ? mostLoops : Math.min(wish, mostLoops); left > 0; left -= 1) {
    const interruption = await hear(talk, sound, keys)
    if (interruption) return interruption
  }
  return null
}

function toSound(url: string, samples: Int16Array): Sound {
  const ms = (samples.length / sampleRate) * 1_000
  return { ms, note: { kind: 'play', text: nameOf(url), url }, samples }
}

function dtmf(digits: string): Sound {
  const ms = digits.length * dtmfMs
  return { ms, note: { kind: 'play', text: digits }, samples: 'hum' }
}

/** `…/nl-NL/digit-4.wav?v=2` is `digit-4`: what a test or a person calls this sound. */
function nameOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  return last.replace(/\.[A-Za-z0-9]{1,5}$/, '')
}

function longestTextOf({ attributes }: XmlElement): number {
  const [maker = ''] = (attributes.get('voice') ?? '').split('.')
  return maker === 'Polly' || maker === 'Google' ? longestText[maker] : longestText.other
}
