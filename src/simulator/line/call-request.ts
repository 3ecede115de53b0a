export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed'
export const callEvents: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed']

export type HttpMethod = 'GET' | 'POST'

/** Where TwiML comes from: fetched, or given in the request. */
export type DocumentSource =
  | {
      readonly url: string
      readonly method: HttpMethod
      readonly params?: Readonly<Record<string, string>>
    }
  | { readonly twiml: string }

/** What a create request asked for, checked. */
export interface CallRequest {
  readonly to: string
  readonly from: string
  readonly document: DocumentSource
  readonly fallback: DocumentSource | null
  readonly statusCallback: { readonly url: string; readonly method: HttpMethod } | null
  readonly statusCallbackEvents: readonly CallEvent[]
  readonly ringSeconds: number
  readonly limitSeconds: number
}
