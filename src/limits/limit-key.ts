import type { Charge, Limit } from './limiter.ts'

/**
 * The one name under which uses are kept, in every store. A subject of a tenant begins with its
 * hash tag `{tenant}` (see `subjects.ts`), so that all keys of a tenant live on one Redis node.
 */
export function limitKey({ limit, subject }: Charge): string {
  return `limit:${limit.log?.name ?? limit.sharesWith ?? limit.name}:${subject}`
}

/** How long a use stays in its log: no shorter than any window it is counted in. */
export function staysMs({ log, windowSeconds }: Limit): number {
  return Math.max(log?.staysSeconds ?? 0, windowSeconds) * 1000
}

/** Beside it, on the same node: how much each use took of a quota that is a sum. */
export function amountsKey(charge: Charge): string {
  const key = limitKey(charge)
  return /\{[^}]+\}/.test(key) ? `${key}:amounts` : `{${key}}:amounts`
}
