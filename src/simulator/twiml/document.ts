import type { WebhookOutcome } from '../webhooks/webhooks.ts'
import { elementsOf, parseXml, type XmlElement } from './xml.ts'

/** What a fetched document turned out to be. */
export type Document =
  | { readonly kind: 'verbs'; readonly verbs: readonly XmlElement[] }
  | { readonly kind: 'fault'; readonly code: number; readonly detail: string }

const emptyBody = 11770
const parseFailure = 12100
const wrongRoot = 12102
const wrongContentType = 12300
const retrievalFailure = 11200
const markupTypes = new Set(['text/xml', 'application/xml', 'text/html'])

/** Applies Twilio's rules for what an answer may be: TwiML, text to read aloud, or sound to play. */
export function readDocument(url: string, outcome: WebhookOutcome): Document {
  if (outcome.outcome === 'failed') {
    return fault(outcome.code, outcome.status ? `status ${outcome.status}` : 'no answer')
  }
  const [type = ''] = (outcome.contentType ?? '').toLowerCase().split(';')
  const body = outcome.body.toString('utf8')
  if (type === '') return fault(retrievalFailure, 'no Content-Type')
  if (type.startsWith('audio/')) return verbs(element('Play', url))
  if (body === '') return fault(emptyBody, '')
  if (markupTypes.has(type.trim())) return readTwiml(body)
  if (type.trim() !== 'text/plain') return fault(wrongContentType, type.trim())
  const twiml = readTwiml(body)
  return twiml.kind === 'verbs' ? twiml : verbs(element('Say', body))
}

export function readTwiml(text: string): Document {
  const outcome = parseXml(text)
  if (!outcome.ok) return fault(parseFailure, outcome.message)
  if (outcome.root.name !== 'Response') return fault(wrongRoot, outcome.root.name)
  return { kind: 'verbs', verbs: elementsOf(outcome.root) }
}

function verbs(...all: XmlElement[]): Document {
  return { kind: 'verbs', verbs: all }
}

function element(name: string, text: string): XmlElement {
  return { name, attributes: new Map(), children: [text] }
}

function fault(code: number, detail: string): Document {
  return { kind: 'fault', code, detail }
}
