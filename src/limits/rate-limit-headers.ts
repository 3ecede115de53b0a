import type { Limit, Standing } from './limiter.ts'
import { isEnforced, isSummed } from './rule.ts'

/**
 * The header fields of draft-ietf-httpapi-ratelimit-headers. They name policies; whom a policy is
 * held against stays out (no `pk`), because that would tell numbers apart. A shadow refuses nobody, and
 * what calls cost is for those who pay.
 */
export function rateLimitHeaders(standings: readonly Standing[]): Record<string, string> {
  const told = standings.filter(({ limit }) => isEnforced(limit) && !isSummed(limit))
  if (told.length === 0) return {}
  return {
    'RateLimit-Policy': told.map(toPolicy).join(', '),
    RateLimit: told.map(toRemaining).join(', '),
  }
}

/** Whole seconds, rounded up: asking again after them finds a use free. */
export function retryAfterSeconds({ retryAfterMs }: Standing): number {
  return Math.ceil(retryAfterMs / 1000)
}

const policies = new WeakMap<Limit, string>()

/** The same in every answer. */
function toPolicy({ limit }: Standing): string {
  const known = policies.get(limit) ?? `"${limit.name}";q=${limit.quota};w=${limit.windowSeconds}`
  policies.set(limit, known)
  return known
}

function toRemaining(standing: Standing): string {
  const left = `"${standing.limit.name}";r=${standing.remaining}`
  return standing.remaining > 0 ? left : `${left};t=${retryAfterSeconds(standing)}`
}
