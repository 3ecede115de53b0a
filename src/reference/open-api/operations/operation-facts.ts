import type { AnswerHeader } from '../headers.ts'

/** What a route does not say about itself. General refusals follow from `refusals.ts`. */
export interface OperationFacts {
  readonly id: string
  readonly description?: string
  /** What an API key must be allowed to do; where there is none, no key is needed. */
  readonly scope?: string | readonly string[]
  /** Asked by a paired device, with the token that it got. */
  readonly device?: boolean
  /** A POST whose answer is not kept: `Idempotency-Key` means nothing to it. */
  readonly keepsNoAnswer?: boolean
  /** Changes how a user logs in: `Proof` says that it is the user who does. */
  readonly needsProof?: boolean
  /** A body as people send it, where that is more than its required fields. */
  readonly requestExample?: unknown
  /** Codes of the problems that are this operation's own. */
  readonly refuses?: readonly string[]
  /** Statuses whose answers carry `RateLimit` and `RateLimit-Policy`. */
  readonly limitsShownOn?: readonly number[]
  readonly success: SuccessFacts
  /** The answer instead when the work goes on after it, as `Prefer: respond-async` asks. */
  readonly accepted?: SuccessFacts
}

export interface SuccessFacts {
  readonly status: number
  readonly description: string
  /** There is none of an answer without a body. */
  readonly example?: unknown
  /** Name of its schema among the components, so that generated clients share one type. */
  readonly schema?: string
  /** `application/json` unless it says otherwise. */
  readonly mediaType?: string
  /** Texts that it can be asked for instead, by media type. */
  readonly alsoAs?: Readonly<Record<string, string>>
  readonly headers?: readonly AnswerHeader[]
}

/** By method and path, as they stand in the document. */
export type Operations = Readonly<Record<string, OperationFacts>>

/** Operations that take an API key, with what it must be allowed to do. */
export function withScope(scope: string | readonly string[], operations: Operations): Operations {
  return Object.fromEntries(
    Object.entries(operations).map(([name, facts]) => [name, { ...facts, scope }]),
  )
}

/** Operations that a paired device asks for. */
export function byDevice(operations: Operations): Operations {
  return Object.fromEntries(
    Object.entries(operations).map(([name, facts]) => [name, { ...facts, device: true }]),
  )
}
