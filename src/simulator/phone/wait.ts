import type { Call } from '../line/call.ts'
import type { CallLog } from '../line/call-log.ts'
import { currentCall, type Phone, stateOf } from './phone.ts'
import type { Phones } from './phones.ts'

const longestWaitSeconds = 120

/** What one can wait for at a phone. */
const moments: Readonly<Record<string, (phone: Phone, after: number) => boolean>> = {
  ringing: (phone) => stateOf(phone) === 'ringing',
  'in-call': (phone) => stateOf(phone) === 'in-call',
  listening: (phone) => currentCall(phone)?.listening === true,
  idle: (phone) => stateOf(phone) === 'idle',
  /** More calls are over than `after`. */
  over: (phone, after) => phone.callsOver > after,
}

export interface PhoneWait {
  readonly until?: string
  readonly after?: string
  readonly withinSeconds?: string
}

/** False when the moment did not come in time; no such moment is null. */
export async function waitAtPhone(
  phones: Phones,
  phone: Phone,
  { until, after, withinSeconds }: PhoneWait,
): Promise<boolean | null> {
  if (until === undefined) return true
  const moment = Object.hasOwn(moments, until) ? moments[until] : undefined
  if (!moment) return null
  const holds = () => moment(phone, Number(after ?? 0))
  return waitUntil(phones, holds, withinSeconds)
}

/** Waits until a call is over and all its callbacks were delivered. */
export async function waitForCall(
  phones: Phones,
  calls: CallLog,
  call: Call,
  withinSeconds: string | undefined,
): Promise<boolean> {
  return waitUntil(phones, () => call.settled || calls.find(call.sid) === null, withinSeconds)
}

function waitUntil(phones: Phones, holds: () => boolean, withinSeconds = '25'): Promise<boolean> {
  if (holds() || phones.closing.aborted) return Promise.resolve(holds())
  const seconds = Math.min(Number(withinSeconds) || 0, longestWaitSeconds)
  return new Promise((resolve) => {
    const end = (met: boolean) => {
      clearTimeout(timer)
      unsubscribe()
      phones.closing.removeEventListener('abort', giveUp)
      resolve(met)
    }
    const giveUp = () => end(false)
    const unsubscribe = phones.subscribe(() => {
      if (holds()) end(true)
    })
    const timer = setTimeout(giveUp, seconds * 1_000)
    phones.closing.addEventListener('abort', giveUp)
  })
}
