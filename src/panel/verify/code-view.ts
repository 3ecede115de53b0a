import type { Caller } from '../../accounts/index.ts'
import { type Challenge, isSent, toAnswer } from '../../challenges/index.ts'
import type { PanelParts } from '../parts.ts'

/** A challenge as a page shows it, with every moment as time that is left. */
export interface CodeView
  extends Pick<Challenge, 'id' | 'status' | 'method' | 'codeLength' | 'gate'>,
    Pick<Answer, 'call' | 'otherMethods'> {
  /** A masked number, the name of a device. */
  readonly to: string
  /** Changes when another code is wanted: then nothing of the page stays. */
  readonly round: string
  /** To read out to a helpdesk. */
  readonly reference: string
  /** Whether there is a code that we bring. */
  readonly sent: boolean
  /** Until the code may be sent once more; 0: now, null: not in this challenge. */
  readonly resendInMs: number | null
  /** Until its number may be called again, where that was stopped. */
  readonly stoppedForMs: number | null
  readonly expiresInMs: number
}

type Answer = Awaited<ReturnType<typeof toAnswer>>

export async function toCodeView(
  { challenges }: Pick<PanelParts, 'challenges'>,
  caller: Caller,
  challenge: Challenge,
): Promise<CodeView> {
  const { id, status, method, codeLength, gate, expiresAt, stoppedUntil } = challenge
  const { call, otherMethods, resend, to } = await toAnswer(challenges, caller, challenge)
  const now = challenges.clock.now()
  const until = (at: number) => Math.max(0, at - now)
  return {
    ...{ id, status, method, codeLength, gate, call, otherMethods, to },
    round: `${id}-${method}-${challenge.factorId}`,
    reference: referenceOf(id),
    sent: isSent(method),
    resendInMs: resend.availableAt === null ? null : until(Date.parse(resend.availableAt)),
    stoppedForMs: stoppedUntil === null ? null : until(stoppedUntil),
    expiresInMs: until(expiresAt),
  }
}

/** The start of an id, as the helpdesk sees it too. */
function referenceOf(id: string) {
  const start = id.slice(3, 11)
  return `${start.slice(0, 4)}-${start.slice(4)}`
}
