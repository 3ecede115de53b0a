import type { User } from '../factors/index.ts'

interface Known {
  readonly user: Pick<User, 'displayName' | 'emails'>
  readonly name: string
  readonly policy: { readonly siteName: string; readonly appName: string }
}

const SHORTEST = 3

/** What somebody who knows the user would try first: names, addresses and their parts. */
export function knownWords({ user, name, policy }: Known): string[] {
  const whole = [name, user.displayName ?? '', ...user.emails, policy.siteName, policy.appName]
  const parts = whole.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
  const words = [...whole, ...parts].map((text) => text.toLowerCase())
  return [...new Set(words)].filter((word) => word.length >= SHORTEST)
}
