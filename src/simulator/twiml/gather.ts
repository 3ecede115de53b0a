import type { DocumentSource } from '../line/call.ts'
import { type KeyEntry, type KeyRules, noKeys, takeKey } from './key-entry.ts'
import { prompts, readWhole, resolveUrl } from './prompts.ts'
import { type Ending, hearNothing, type Talk, warn } from './talk.ts'
import { type Next, toNext } from './verb.ts'
import { elementsOf, type XmlElement } from './xml.ts'

interface Settings extends KeyRules {
  readonly timeoutMs: number
  readonly actionOnEmptyResult: boolean
}

const invalidFinishOnKey = 13310
const invalidTimeout = 13313
const invalidNumDigits = 13314
const invalidNestedVerb = 13320

/** Speaks, waits for keys, and asks for the document at `action` with what was pressed. */
export async function gather(talk: Talk, element: XmlElement): Promise<Next> {
  const settings = readSettings(talk, element)
  const collected = await collect(talk, element, settings)
  talk.call.listening = false
  talk.changed()
  if ('ending' in collected) return toNext(talk, collected.ending)
  const empty = collected.digits === ''
  if (empty && !settings.actionOnEmptyResult) return { go: 'on' }
  return toAction(talk, element, {
    ...(!empty && { Digits: collected.digits }),
    FinishedOnKey: collected.finishedOnKey,
    msg: 'Gather End',
  })
}

async function collect(
  talk: Talk,
  element: XmlElement,
  settings: Settings,
): Promise<KeyEntry | { ending: Ending }> {
  const forPerson = talk.call.callee === null
  talk.call.listening = true
  talk.ear.begins()
  let entry = noKeys
  let ending = await speak(talk, element)
  if (!ending) talk.ear.asked(Number.isFinite(settings.numDigits) ? settings.numDigits : 1)
  for (;;) {
    if (ending && ending.kind !== 'key') return { ending }
    if (ending) entry = takeKey(entry, ending.key, settings)
    if (entry.complete) return entry
    ending = await hearNothing(talk, 'listen', settings.timeoutMs, { keys: true, forPerson })
    if (!ending) return entry
  }
}

/** Everything nested, until the first key. */
async function speak(talk: Talk, element: XmlElement): Promise<Ending> {
  for (const nested of elementsOf(element)) {
    const prompt = Object.hasOwn(prompts, nested.name) ? prompts[nested.name] : undefined
    if (!prompt) warn(talk, invalidNestedVerb, `<${nested.name}>`)
    const ending = (await prompt?.(talk, nested, true)) ?? null
    if (ending) return ending
  }
  return null
}

function toAction(talk: Talk, element: XmlElement, params: Record<string, string>): Next {
  const { source } = talk
  const action = element.attributes.get('action') ?? ''
  const method = element.attributes.get('method')?.toUpperCase() === 'GET' ? 'GET' : 'POST'
  if (action === '') return { go: 'to', source: again(source, params) }
  const url = resolveUrl(talk, action)
  if (!url) return { go: 'fault', code: 11100, url: action, detail: 'in the action of <Gather>' }
  return { go: 'to', source: { url, method, params } }
}

/** Without an action the current document is asked for once more. */
function again(source: DocumentSource, params: Record<string, string>): DocumentSource {
  return 'url' in source ? { ...source, params } : source
}

function readSettings(talk: Talk, element: XmlElement): Settings {
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
