import { gather } from './gather.ts'
import { type Prompt, prompts, resolveUrl } from './prompts.ts'
import { type Talk, warn } from './talk.ts'
import { type Next, toNext, type Verb } from './verb.ts'
import { textOf, type XmlElement } from './xml.ts'

interface Entry {
  readonly run: Verb
  readonly attributes: readonly string[]
}

const speechAttributes = [
  'bargeIn',
  'debug',
  'enhanced',
  'hints',
  'input',
  'language',
  'minConfidence',
  'partialResultCallback',
  'partialResultCallbackMethod',
  'profanityFilter',
  'speechModel',
  'speechTimeout',
]
const keyAttributes = [
  'action',
  'method',
  'timeout',
  'numDigits',
  'finishOnKey',
  'actionOnEmptyResult',
]

const verbs: Readonly<Record<string, Entry>> = {
  Say: { run: aloud('Say'), attributes: ['voice', 'language', 'loop'] },
  Play: { run: aloud('Play'), attributes: ['loop', 'digits'] },
  Pause: { run: aloud('Pause'), attributes: ['length'] },
  Gather: { run: gather, attributes: [...keyAttributes, ...speechAttributes] },
  Redirect: { run: redirect, attributes: ['method'] },
  Hangup: { run: async () => ({ go: 'over', by: 'document' }), attributes: [] },
  Reject: { run: reject, attributes: ['reason'] },
}

const schemaWarning = 12200

/** Runs one verb; what Twilio does not know it warns about, and goes on. */
export async function runVerb(talk: Talk, element: XmlElement): Promise<Next> {
  const verb = Object.hasOwn(verbs, element.name) ? verbs[element.name] : undefined
  if (!verb) {
    warn(talk, schemaWarning, `<${element.name}>`)
    return { go: 'on' }
  }
  for (const attribute of element.attributes.keys()) {
    if (!verb.attributes.includes(attribute)) {
      warn(talk, schemaWarning, `${attribute} in <${element.name}>`)
    }
  }
  return verb.run(talk, element)
}

function aloud(name: string): Verb {
  const prompt: Prompt | undefined = prompts[name]
  return async (talk, element) => toNext(talk, (await prompt?.(talk, element, false)) ?? null)
}

async function redirect(talk: Talk, element: XmlElement): Promise<Next> {
  const named = textOf(element).trim()
  const method = element.attributes.get('method')?.toUpperCase() === 'GET' ? 'GET' : 'POST'
  if (named === '') return { go: 'to', source: talk.source }
  const url = resolveUrl(talk, named)
  if (!url) return { go: 'fault', code: 11100, url: named, detail: 'in <Redirect>' }
  return { go: 'to', source: { url, method } }
}

/** For calls that come in; ours go out. */
async function reject(talk: Talk): Promise<Next> {
  warn(talk, schemaWarning, '<Reject> in an outbound call')
  return { go: 'on' }
}
