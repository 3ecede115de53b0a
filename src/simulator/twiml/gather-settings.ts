import type { KeyRules } from './key-entry.ts'
import { readWhole } from './prompts.ts'
import { type Talk, warn } from './talk.ts'
import type { XmlElement } from './xml.ts'

export interface GatherSettings extends KeyRules {
  readonly timeoutMs: number
  readonly actionOnEmptyResult: boolean
}

const invalidFinishOnKey = 13310
const invalidTimeout = 13313
const invalidNumDigits = 13314

/** What Twilio cannot read it warns about, and does without. */
export function readGatherSettings(talk: Talk, element: XmlElement): GatherSettings {
  const finishOnKey = element.attributes.get('finishOnKey') ?? '#'
  const validFinish = /^[0-9*#]?$/.test(finishOnKey)
  if (!validFinish) warn(talk, invalidFinishOnKey, '')
  const timeout = readAtLeast(talk, element, { name: 'timeout', least: 0, code: invalidTimeout })
  const digits = readAtLeast(talk, element, { name: 'numDigits', least: 1, code: invalidNumDigits })
  return {
    finishOnKey: validFinish ? finishOnKey : '#',
    timeoutMs: (timeout ?? 5) * 1_000,
    numDigits: digits ?? Number.POSITIVE_INFINITY,
    actionOnEmptyResult: element.attributes.get('actionOnEmptyResult') === 'true',
  }
}

function readAtLeast(
  talk: Talk,
  element: XmlElement,
  { name, least, code }: { name: string; least: number; code: number },
): number | null {
  const value = readWhole(element, name)
  if (value !== null && value >= least) return value
  if (element.attributes.has(name) && element.attributes.get(name) !== 'auto') warn(talk, code, '')
  return null
}
