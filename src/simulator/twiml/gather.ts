import type { DocumentSource } from '../line/call-request.ts'
import { type GatherSettings, readGatherSettings } from './gather-settings.ts'
import { hearNothing } from './hear.ts'
import { type KeyEntry, noKeys, takeKey } from './key-entry.ts'
import { prompts, resolveUrl } from './prompts.ts'
import { type Ending, type Talk, warn } from './talk.ts'
import { type Next, toNext } from './verb.ts'
import { elementsOf, type XmlElement } from './xml.ts'

const invalidNestedVerb = 13320

/** Speaks, waits for keys, and asks for the document at `action` with what was pressed. */
export async function gather(talk: Talk, element: XmlElement): Promise<Next> {
  const settings = readGatherSettings(talk, element)
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
  settings: GatherSettings,
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
