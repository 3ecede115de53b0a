import type { Clock } from '../../../platform/clock.ts'
import type { FindOutcome, SoughtCall } from '../../carrier.ts'
import { saysNoSuchCall } from './errors.ts'
import { isTwilioStatus, toProgress } from './progress.ts'
import { readPrice } from './read-price.ts'
import type { Ask } from './rest-calls.ts'
import { isCallSid } from './settings.ts'

/** Clocks differ, and Twilio writes whole seconds. */
const MARGIN_MS = 10_000
/** A list shows a call late: until then an empty one proves nothing. The dispatcher waits as long. */
const SETTLE_MS = 10_000
const PAGE_SIZE = 50

export interface FindParts {
  readonly ask: Ask
  readonly from: readonly string[]
  readonly deadlineMs: number
  readonly clock: Pick<Clock, 'now'>
  /** Which of our calls a carrier's call is already known to be. */
  readonly ownerOf: (carrierCallId: string) => Promise<string | null>
}

interface ListedCall {
  readonly sid: string
  readonly to: string
  readonly from: string
  readonly status: string
  readonly direction: string
  readonly dateCreated: Date
  readonly price: string | null
  readonly priceUnit: string | null
}

export async function findCall(parts: FindParts, sought: SoughtCall): Promise<FindOutcome> {
  return sought.carrierCallId === null
    ? findByNumber(parts, sought)
    : findById(parts.ask, sought.carrierCallId)
}

async function findById(ask: Ask, sid: string): Promise<FindOutcome> {
  const answer = await ask((calls) => calls(sid).fetch())
  if (!answer.done) return { outcome: saysNoSuchCall(answer.fault) ? 'none' : 'unknown' }
  return answer.result.sid === sid ? toFound(answer.result) : { outcome: 'unknown' }
}

/**
 * Twilio keeps nothing of ours with a call, so it is told by its number, its time, and by being
 * nobody else's: an earlier call to the same number has its owner. Not by `StartTime`: a call that
 * still waits to be dialled has none and would be missed.
 */
async function findByNumber(parts: FindParts, sought: SoughtCall): Promise<FindOutcome> {
  const answer = await parts.ask((calls) => calls.page({ to: sought.to, pageSize: PAGE_SIZE }))
  if (!answer.done) return { outcome: 'unknown' }

  const listed: readonly ListedCall[] = answer.result.instances
  const [candidate, ...others] = await unowned(parts, sought, ofItsTime(parts, sought, listed))
  if (candidate) return others.length === 0 ? toFound(candidate) : { outcome: 'unknown' }

  const settled = parts.clock.now() - sought.placedAt >= SETTLE_MS
  return { outcome: settled && reachesBack(listed, sought) ? 'none' : 'unknown' }
}

function ofItsTime(parts: FindParts, sought: SoughtCall, listed: readonly ListedCall[]) {
  const earliest = sought.placedAt - MARGIN_MS
  const latest = sought.placedAt + parts.deadlineMs + MARGIN_MS
  return listed.filter(({ to, from, direction, dateCreated }) => {
    const created = Number(dateCreated)
    const ours = to === sought.to && parts.from.includes(from) && direction === 'outbound-api'
    return ours && created >= earliest && created <= latest
  })
}

async function unowned(parts: FindParts, sought: SoughtCall, candidates: readonly ListedCall[]) {
  const owners = await Promise.all(candidates.map(({ sid }) => parts.ownerOf(sid)))
  return candidates.filter((_, index) => [null, sought.id].includes(owners[index] ?? null))
}

/** The newest stand first: one page is enough when it is not full or shows an older call too. */
function reachesBack(listed: readonly ListedCall[], { placedAt }: SoughtCall): boolean {
  const older = listed.some(({ dateCreated }) => Number(dateCreated) < placedAt - MARGIN_MS)
  return older || listed.length < PAGE_SIZE
}

type Answered = Pick<ListedCall, 'sid' | 'status' | 'price' | 'priceUnit'>

function toFound({ sid, status, price, priceUnit }: Answered): FindOutcome {
  if (!isCallSid(sid) || !isTwilioStatus(status)) return { outcome: 'unknown' }
  const charged = readPrice(price, priceUnit)
  const found = { outcome: 'found', carrierCallId: sid, progress: toProgress(status) } as const
  return charged === null ? found : { ...found, price: charged }
}
