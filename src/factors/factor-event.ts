import { type AuditEvent, type AuditKind, recordEvents } from '../audit/index.ts'
import type { Store } from '../store/index.ts'
import type { Factor } from './factor.ts'

/** Who did it, from where, and what else to remember of it; from the caller. */
export type By = Pick<AuditEvent, 'actor' | 'agent' | 'ip' | 'detail'>

interface What {
  readonly factors: readonly Factor[]
  readonly now: number
  readonly by?: By | undefined
  readonly detail?: By['detail']
}

type FactorKind = Extract<
  AuditKind,
  `factor.${string}` | 'recovery-codes.replaced' | 'device.paired'
>

/** Of factors: about their user, so that whoever asks for the history of a user finds all of it. */
export async function recordFactors(
  within: Store,
  kind: FactorKind,
  { factors, now, by, detail }: What,
) {
  const toEvent = ({ tenantId, userId, id, method }: Factor) => ({
    ...{ ...by, tenantId, at: now, kind, about: userId },
    detail: { ...by?.detail, ...detail, factor: id, method },
  })
  await recordEvents(within, factors.map(toEvent))
}
