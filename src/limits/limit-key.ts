import type { Charge } from './limiter.ts'

/**
 * The one name under which uses are kept, in every store. A subject of a tenant begins with its
 * hash tag `{tenant}` (see `subjects.ts`), so that all keys of a tenant live on one Redis node.
 */
export function limitKey({ limit, subject }: Charge): string {
  return `limit:${limit.sharesWith ?? limit.name}:${subject}`
}

/** Beside it, on the same node: how much each use took of a quota that is a sum. */
export function amountsKey(charge: Charge): string {
  const key = limitKey(charge)
  return /\{[^}]+\}/.test(key) ? `${key}:amounts` : `{${key}}:amounts`
}
