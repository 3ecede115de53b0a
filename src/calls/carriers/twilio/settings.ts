/** What the webhooks need to know of an account. */
export interface TwilioAccount {
  readonly name: string
  readonly accountSid: string
  /** The new one first. Webhooks are signed with the old one until the new one is promoted. */
  readonly authTokens: readonly string[]
  /** Our recordings, or the carrier's own voices. */
  readonly speech: 'play' | 'say'
  /** For Dutch, with `say`. */
  readonly voice?: string | null
}

/** What placing calls needs to know. */
export interface TwilioSettings extends Omit<TwilioAccount, 'speech' | 'voice'> {
  /** Used for REST instead of the first token. Webhooks are signed with the token even then. */
  readonly apiKey?: string | undefined
  readonly apiSecret?: string | undefined
  /** Caller ids; calls take them in turn. */
  readonly from: readonly string[]
  /** Of a compatible carrier; may hold a path. */
  readonly baseUrl?: string | undefined
  /** A function, because a free port is known only once we listen. */
  readonly publicUrl: () => URL
  readonly callsPerSecond: number
}

/** Also for what came as JSON: a list of one sid would pass a pattern alone. */
export function isCallSid(value: unknown): value is string {
  return typeof value === 'string' && /^CA[0-9a-fA-F]{32}$/.test(value)
}
