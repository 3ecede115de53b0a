import { limitKey } from './limit-key.ts'
import type { Charge } from './limiter.ts'

/**
 * Charges whose keys live on one node of a Redis cluster, because they have one hash tag. A script
 * cannot reach further. In the order of the charges, so that a tenant comes before `{global}`.
 */
export function groupByHashTag(charges: readonly Charge[]): readonly (readonly Charge[])[] {
  const groups = new Map<string, Charge[]>()
  for (const charge of charges) {
    const tag = toHashTag(limitKey(charge))
    groups.set(tag, [...(groups.get(tag) ?? []), charge])
  }
  return [...groups.values()]
}

/** The part of a key that Redis hashes: between the first braces, or all of it. */
function toHashTag(key: string): string {
  return /^[^{]*\{([^}]+)\}/.exec(key)?.[1] ?? key
}
