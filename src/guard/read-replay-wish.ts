import {
  type FaultDetail,
  type LimitFault,
  type LimitSet,
  readLimitSet,
  toFaultDetail,
} from '../limits/index.ts'
import { DECISIONS_KEPT_MS } from './retention.ts'

const WEEK_MS = 7 * 24 * 3_600_000

export type ReadReplayWish =
  | { readonly limits: LimitSet; readonly since: number; readonly until: number }
  | { readonly faults: readonly FaultDetail[] }

/** What is to be tried on what, or everything that is wrong with it. */
export function readReplayWish(body: unknown, now: number): ReadReplayWish {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { faults: [{ pointer: '#', detail: 'must be an object' }] }
  const { limits, from, to, ...unknown } = body as Readonly<Record<string, unknown>>
  const since = Math.max(readMoment(from) ?? now - WEEK_MS, now - DECISIONS_KEPT_MS)
  const until = readMoment(to) ?? now
  const read = readLimitSet(limits)
  const faults = [
    ...('faults' in read ? read.faults.map(belowLimits) : []),
    ...(Number.isNaN(since) ? [{ pointer: '#/from', detail: 'must be a moment' }] : []),
    ...(Number.isNaN(until) ? [{ pointer: '#/to', detail: 'must be a moment' }] : []),
    ...(Object.keys(unknown).length > 0
      ? [{ pointer: '#', detail: 'must hold `limits`, `from` and `to` alone' }]
      : []),
  ]
  return faults.length > 0 || 'faults' in read ? { faults } : { limits: read.limits, since, until }
}

function readMoment(text: unknown): number | undefined {
  if (text === undefined) return undefined
  return typeof text === 'string' ? Date.parse(text) : Number.NaN
}

const belowLimits = (fault: LimitFault) =>
  toFaultDetail({ ...fault, pointer: `#/limits${fault.pointer}` })
