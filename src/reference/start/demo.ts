/** What the start page can do in a demo; whoever composes the service hands it in. */
export interface Demo {
  ring(request: RingRequest): Promise<{ readonly id: string } | Refused>
  /** Null when there is no such challenge. */
  read(id: string): Promise<ChallengeView | null>
  check(id: string, code: string): Promise<CheckResult>
}

/** Made-up users, each in another situation, with one password. */
export interface DemoUsers {
  readonly names: readonly string[]
  readonly password: string
  readonly operators: DemoOperators
}

/** Who may enter the console, with the same password. */
export interface DemoOperators {
  readonly names: readonly string[]
  /** What an authenticator of theirs would show now. */
  code(): string
}

export interface RingRequest {
  readonly to: string
  readonly locale: string
  /** Names this press of the button: pressed twice, the phone rings once. */
  readonly once: string
}

export type CheckResult =
  | 'approved'
  | { readonly attemptsLeft: number }
  /** It has ended; `read` says how. */
  | 'closed'
  | Refused

export interface Refused {
  readonly problem: Refusal
}

/** A problem as the API answers it, as far as a person wants to know. */
export interface Refusal {
  readonly code: string
  readonly title: string
  readonly status: number
  readonly reason?: string
  readonly limit?: string
  readonly retryAfterSeconds?: number
  readonly reference?: string
}

/** The part of a challenge that the page shows. */
export interface ChallengeView {
  readonly id: string
  readonly status: string
  readonly to: string
  readonly codeLength: number
  readonly attemptsLeft: number
  readonly call: { readonly status: string; readonly gateDigits: string | null } | null
}

/** How a call goes well, in its order. */
export const callSteps = [
  'queued',
  'dialling',
  'ringing',
  'answered',
  'gate-passed',
  'spoken',
] as const
export type CallStep = (typeof callSteps)[number]

export const callEndings = [
  'completed',
  'busy',
  'no-answer',
  'failed',
  'cancelled',
  'gate-failed',
  'reported',
] as const
export type CallEnding = (typeof callEndings)[number]

export const challengeEndings = [
  'approved',
  'expired',
  'exhausted',
  'cancelled',
  'reported',
] as const
export type ChallengeEnding = (typeof challengeEndings)[number]

export function isOneOf<Word extends string>(words: readonly Word[], word: string): word is Word {
  return (words as readonly string[]).includes(word)
}
