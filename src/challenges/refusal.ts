import { randomInt } from 'node:crypto'
import { recordEvents } from '../audit/index.ts'
import type { Standing } from '../limits/index.ts'
import type { Store } from '../store/index.ts'

export interface LimitReached {
  readonly outcome: 'limit-reached'
  readonly limit: string
  readonly retryAfterSeconds: number
  /** Short enough to read out to a helpdesk, such as `K7-42-MP`. */
  readonly reference: string
  readonly standings: readonly Standing[]
}

interface Refused {
  readonly tenantId: string
  readonly numberSubject: string
  readonly at: number
  readonly limit: string
  readonly retryAfterMs: number
  readonly standings?: readonly Standing[]
}

/** A refusal that its receiver can refer to, and that we remember under that reference. */
export async function refuse(store: Store, refused: Refused): Promise<LimitReached> {
  const { tenantId, numberSubject, at, limit, retryAfterMs, standings = [] } = refused
  const reference = drawReference()
  const detail = { limit, numberSubject, until: at + retryAfterMs }
  await recordEvents(store, [{ tenantId, at, kind: 'challenge.refused', about: reference, detail }])
  return {
    outcome: 'limit-reached',
    limit,
    retryAfterSeconds: seconds(retryAfterMs),
    reference,
    standings,
  }
}

export function refuseByRule(
  store: Store,
  who: Pick<Refused, 'tenantId' | 'numberSubject' | 'at'>,
  { refusedBy, standings }: { refusedBy: Standing; standings: readonly Standing[] },
) {
  const { limit, retryAfterMs } = refusedBy
  return refuse(store, { ...who, limit: limit.name, retryAfterMs, standings })
}

function seconds(ms: number) {
  return Math.max(1, Math.ceil(ms / 1000))
}

/** Letters that sound and look unlike each other, spoken by phone. */
const letters = 'BCDFGHJKLMNPRSTVWXZ'

function drawReference() {
  const letter = () => letters[randomInt(letters.length)]
  const digit = () => randomInt(10)
  return `${letter()}${digit()}-${digit()}${digit()}-${letter()}${letter()}`
}
