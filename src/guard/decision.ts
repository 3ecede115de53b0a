import { isSummed, type Standing, type Who } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import type { DecisionRow } from '../store/index.ts'

/** `code`: a code that was not looked at; only refusals of those are written down. */
export type DecisionKind = 'call' | 'push' | 'code'

/** What the limits were asked. */
export interface Asked {
  readonly kind: DecisionKind
  readonly at: number
  readonly who: Who
  /** Of numbers: `mobile` or `fixed-line`. */
  readonly numberKind?: string | undefined
  readonly isTrusted?: boolean | undefined
  /** No block held it. */
  readonly isKnown?: boolean | undefined
  /** It went past its limits by an exemption. */
  readonly isExempted?: boolean | undefined
  readonly challengeId: string | null
  readonly callId: string | null
}

export interface RefusedDecision {
  readonly limit: string
  readonly until: number
  readonly reference: string
}

/** How full a rule was, and whether it is a shadow that would have refused. */
export type Recorded = readonly [rule: string, used: number, quota: number, wouldRefuse: 0 | 1]

/** As it is kept for thirty days. */
export function toDecisionRow(
  asked: Asked,
  standings: readonly Standing[],
  refused: RefusedDecision | null,
): DecisionRow {
  const { kind, at, who, challengeId, callId } = asked
  const { numberKind, isTrusted, isKnown, isExempted } = asked
  const { tenantId, ...subjects } = who
  return {
    id: newId('de'),
    tenant_id: tenantId,
    at,
    kind,
    verdict: refused ? 'refused' : 'allowed',
    refused_by: refused?.limit ?? null,
    until: refused?.until ?? null,
    reference: refused?.reference ?? null,
    challenge_id: challengeId,
    call_id: callId,
    subjects: JSON.stringify({ ...subjects, numberKind, isTrusted, isKnown, isExempted }),
    price_micros: who.priceMicros ?? 0,
    standings: JSON.stringify(standings.map(toRecorded)),
  }
}

const MICROS = 1_000_000

/** Sums in euros, as in the limit set. */
function toRecorded({ limit, remaining, shadowRefused }: Standing): Recorded {
  const unit = isSummed(limit) ? MICROS : 1
  const used = (limit.quota - remaining) / unit
  return [limit.name, used, limit.quota / unit, shadowRefused ? 1 : 0]
}

type Known = Pick<Asked, 'numberKind' | 'isTrusted' | 'isKnown' | 'isExempted'>

export type RecordedWho = Who & Known

/** Whom a decision was about, to be asked again. */
export function whoOfDecision(row: Pick<DecisionRow, 'tenant_id' | 'subjects'>): RecordedWho {
  const subjects = JSON.parse(row.subjects) as Omit<Who, 'tenantId'> & Known
  return { ...subjects, tenantId: row.tenant_id }
}
