import { insertEvent, toEventRow } from '../audit/index.ts'
import type { Standing } from '../limits/index.ts'
import { transactionInOneTrip } from '../platform/database/in-one-trip.ts'
import type { Store } from '../store/index.ts'
import { type Asked, toDecisionRow } from './decision.ts'
import { insertDecisions } from './decision-log.ts'
import { drawReference } from './reference.ts'

export interface LimitReached {
  readonly outcome: 'limit-reached'
  readonly limit: string
  readonly retryAfterSeconds: number
  /** Short enough to read out to a helpdesk, such as `K7-42-MP`. */
  readonly reference: string
  readonly standings: readonly Standing[]
}

export interface Full {
  readonly limit: string
  readonly retryAfterMs: number
  readonly standings?: readonly Standing[]
}

/** A refusal that its receiver can refer to, and that we remember with what led to it. */
export async function refuse(store: Store, asked: Asked, full: Full): Promise<LimitReached> {
  const { limit, retryAfterMs, standings = [] } = full
  const { at, who } = asked
  const { tenantId, numberSubject } = who
  const reference = drawReference()
  const until = at + retryAfterMs
  const detail = { limit, numberSubject, until }
  const event = { tenantId, at, kind: 'challenge.refused', about: reference, detail } as const
  await transactionInOneTrip(store, [
    insertEvent(store, toEventRow(event)),
    insertDecisions(store, [toDecisionRow(asked, standings, { limit, until, reference })]),
  ])
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000))
  return { outcome: 'limit-reached', limit, retryAfterSeconds, reference, standings }
}

export function toFull({
  refusedBy,
  standings,
}: {
  readonly refusedBy: Standing
  readonly standings: readonly Standing[]
}): Full {
  return { limit: refusedBy.limit.name, retryAfterMs: refusedBy.retryAfterMs, standings }
}
