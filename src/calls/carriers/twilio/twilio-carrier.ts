import { type Clock, systemClock } from '../../../platform/clock.ts'
import type { Carrier, HangUpOutcome, OutgoingCall, PlaceOutcome } from '../../carrier.ts'
import { type Webhook, webhookUrl } from './addresses.ts'
import { saysNoSuchCall, saysOver, toPlaceOutcome } from './errors.ts'
import { findCall } from './find-call.ts'
import { isOver, isTwilioStatus, toProgress } from './progress.ts'
import { type Ask, createAsk } from './rest-calls.ts'
import { isCallSid, type TwilioSettings } from './settings.ts'

const DEADLINE_MS = 20_000

export interface TwilioParts {
  /** Which of our calls a carrier's call is already known to be; `find` must not take another's. */
  readonly ownerOf: (carrierCallId: string) => Promise<string | null>
  readonly clock?: Pick<Clock, 'now'>
  readonly deadlineMs?: number
}

export function createTwilioCarrier(settings: TwilioSettings, parts: TwilioParts): Carrier {
  const { ownerOf, clock = systemClock, deadlineMs = DEADLINE_MS } = parts
  const ask = createAsk(settings, deadlineMs)
  const nextFrom = inTurn(settings.from)

  return {
    name: settings.name,
    callsPerSecond: settings.callsPerSecond,
    place: (call) => place(ask, settings, call, nextFrom()),
    hangUp: (sid) => within(deadlineMs, hangUp(ask, sid)),
    find: (sought) =>
      within(
        deadlineMs,
        findCall({ ask, from: settings.from, deadlineMs, clock, ownerOf }, sought),
      ),
  }
}

/** Only a `CA…` sid is a call: a success without one may have placed it or not. */
async function place(
  ask: Ask,
  settings: TwilioSettings,
  call: OutgoingCall,
  from: string,
): Promise<PlaceOutcome> {
  const answer = await ask((calls) => calls.create(toCreateCall(settings, call, from)))
  if (!answer.done) return toPlaceOutcome(answer.fault)

  const { sid } = answer.result
  return isCallSid(sid) ? { outcome: 'placed', carrierCallId: sid } : { outcome: 'unknown' }
}

/**
 * Never `record` and never `twiml`: both would leave the spoken code at the carrier. An overlong
 * ring or talk is the carrier's to cut: it goes on doing so when we are gone.
 */
function toCreateCall(settings: TwilioSettings, call: OutgoingCall, from: string) {
  const address = { carrierName: settings.name, callId: call.id, nonce: call.nonce }
  const url = (webhook: Webhook) => webhookUrl(settings.publicUrl(), address, webhook)
  return {
    to: call.to,
    from,
    url: url('turn/answer'),
    method: 'POST',
    fallbackUrl: url('fallback'),
    fallbackMethod: 'POST',
    statusCallback: url('status'),
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    timeout: call.ringSeconds,
    timeLimit: call.talkSeconds,
  }
}

/** `completed` ends a call that waits, rings or talks; `canceled` would leave one that talks. */
async function hangUp(ask: Ask, sid: string): Promise<HangUpOutcome> {
  const answer = await ask((calls) => calls(sid).update({ status: 'completed' }))
  if (answer.done) return { outcome: answer.result.sid === sid ? 'ended' : 'unknown' }
  if (!saysOver(answer.fault)) return { outcome: 'unknown' }
  return { outcome: (await isGone(ask, sid)) ? 'ended' : 'unknown' }
}

async function isGone(ask: Ask, sid: string): Promise<boolean> {
  const answer = await ask((calls) => calls(sid).fetch())
  if (!answer.done) return saysNoSuchCall(answer.fault)
  const { status } = answer.result
  return isTwilioStatus(status) && isOver(toProgress(status))
}

/** Several steps share one deadline, and a store that fails on the way leaves us not knowing. */
async function within<Outcome>(deadlineMs: number, steps: Promise<Outcome>) {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<{ outcome: 'unknown' }>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'unknown' }), deadlineMs)
  })
  const done = steps.catch(() => ({ outcome: 'unknown' as const }))
  return Promise.race([done, tooLate]).finally(() => clearTimeout(timer))
}

function inTurn(numbers: readonly string[]): () => string {
  let next = 0
  return () => numbers[next++ % numbers.length] ?? ''
}
