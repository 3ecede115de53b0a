import { callParams } from '../line/call-params.ts'
import type { DocumentSource } from '../line/call-request.ts'
import type { HangUpBy } from '../line/line.ts'
import type { WebhookOutcome } from '../webhooks/webhooks.ts'
import { readDocument, readTwiml } from './document.ts'
import { fetchMeanwhile, hear } from './hear.ts'
import { speakingMs } from './speech.ts'
import { describe, type Interruption, type Talk } from './talk.ts'
import { type Next, toNext } from './verb.ts'
import { runVerb } from './verbs.ts'
import type { XmlElement } from './xml.ts'

/** A document that leads to itself costs no time when nothing is said: something has to end it. */
const mostDocuments = 500
const apology = 'We are sorry, an application error has occurred. Goodbye.'

/** Executes document after document. Gives back who ended the call. */
export async function converse(talk: Talk): Promise<HangUpBy | 'document'> {
  for (let count = 0; count < mostDocuments; count += 1) {
    const next = await runDocument(talk)
    if (next.go === 'over') return next.by
    if (next.go === 'on') return 'document'
    const source = next.go === 'to' ? next.source : await rescue(talk, next)
    if (!source) return 'document'
    talk.source = source
  }
  note(talk, 'too many documents')
  return 'caller'
}

async function runDocument(talk: Talk): Promise<Next> {
  talk.ear.begins()
  const loaded = await load(talk)
  return 'verbs' in loaded ? runVerbs(talk, loaded.verbs) : loaded
}

async function runVerbs(talk: Talk, elements: readonly XmlElement[]): Promise<Next> {
  for (const element of elements) {
    const next = await runVerb(talk, element)
    if (next.go !== 'on') return next
  }
  return { go: 'on' }
}

async function load(talk: Talk): Promise<{ verbs: readonly XmlElement[] } | Next> {
  const { source } = talk
  const url = 'url' in source ? source.url : ''
  const answer = 'url' in source ? await fetchDocument(talk, source) : null
  if (answer && !('fetched' in answer)) return toNext(talk, answer)
  const document = answer
    ? readDocument(url, answer.fetched)
    : readTwiml('twiml' in source ? source.twiml : '')
  if (document.kind === 'verbs') return document
  return { go: 'fault', code: document.code, detail: document.detail, url }
}

async function fetchDocument(
  talk: Talk,
  source: Extract<DocumentSource, { url: string }>,
): Promise<{ fetched: WebhookOutcome } | Interruption> {
  const documents = talk.call.callee?.documents
  const webhook = {
    url: source.url,
    method: source.method,
    params: { ...callParams(talk.call, 'in-progress'), ...source.params },
    badlySigned: documents === 'badly-signed',
  }
  return fetchMeanwhile(talk, false, async (signal) => {
    if (documents === 'fetched-twice') await talk.send(webhook, signal)
    return talk.send(webhook, signal)
  })
}

/** The fallback document; or, when there is none or it was the fallback that failed, an apology. */
async function rescue(
  talk: Talk,
  fault: Extract<Next, { go: 'fault' }>,
): Promise<DocumentSource | null> {
  const { call, source } = talk
  const { fallback } = call.request
  const text = describe(fault.code, fault.detail)
  call.heard.note(call.line.nowMs, { kind: 'error', code: fault.code, text, url: fault.url })
  const failedItself =
    fallback && 'url' in fallback && 'url' in source && source.url === fallback.url
  if (fallback && 'url' in fallback && !failedItself) {
    return { ...fallback, params: { ErrorCode: String(fault.code), ErrorUrl: fault.url } }
  }
  const ms = speakingMs(apology)
  const spoken = { kind: 'say', text: apology, language: 'en-US' } as const
  await hear(talk, { ms, note: spoken, samples: 'hum' }, false)
  return null
}

function note({ call }: Talk, text: string): void {
  call.heard.note(call.line.nowMs, { kind: 'error', text })
}
