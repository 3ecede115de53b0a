/** What a problem means for whoever receives it. One per code; the pages and the API document use it. */
export interface Explanation {
  readonly means: string
  readonly todo: string
  /** Members beyond `type`, `title`, `status` and `code`. */
  readonly members?: Readonly<Record<string, Member>>
}

export interface Member {
  readonly says: string
  readonly example: unknown
  /** Every value it can have, where those are words. */
  readonly values?: Readonly<Record<string, string>>
}

export type Explanations = Readonly<Record<string, Explanation>>

export const retryAfterSeconds: Member = {
  says: 'Whole seconds to wait, also in the `Retry-After` header.',
  example: 42,
}
