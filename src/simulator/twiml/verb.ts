import type { DocumentSource } from '../line/call-request.ts'
import type { HangUpBy } from '../line/line.ts'
import type { Ending, Fault, Talk } from './talk.ts'
import type { XmlElement } from './xml.ts'

/** Where a call goes after a verb. */
export type Next =
  | { readonly go: 'on' }
  | { readonly go: 'over'; readonly by: HangUpBy | 'document' }
  | { readonly go: 'to'; readonly source: DocumentSource }
  | ({ readonly go: 'fault' } & Omit<Fault, 'kind'>)

export type Verb = (talk: Talk, element: XmlElement) => Promise<Next>

export function toNext({ call }: Talk, ending: Ending): Next {
  if (!ending || ending.kind === 'key') return { go: 'on' }
  if (ending.kind === 'over') return { go: 'over', by: ending.by }
  if (ending.kind === 'transfer') return { go: 'to', source: call.request.document }
  const { kind: _, ...fault } = ending
  return { go: 'fault', ...fault }
}
