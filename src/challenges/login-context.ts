import type { Keyring } from '../platform/keyring.ts'

/** Where a login came from, as the panel saw it. */
export interface LoginContext {
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
}

/** How much of a browser's name an app shows, and a push can carry beside the code. */
const USER_AGENT_MOST = 300

const purposeOf = (challengeId: string) => `challenge:${challengeId}:context`

/**
 * Kept sealed while the challenge is open, so that an app can show it: who did not log in themselves
 * sees so. The limits know an address as a keyed hash alone.
 */
export function sealContext(
  keyring: Keyring,
  challengeId: string,
  { ip, userAgent }: LoginContext = {},
): string | null {
  if (ip === undefined && userAgent === undefined) return null
  const known = { ip, userAgent: userAgent?.slice(0, USER_AGENT_MOST) }
  return keyring.seal(JSON.stringify(known), purposeOf(challengeId))
}

export function openContext(
  keyring: Keyring,
  { id, contextSealed }: { id: string; contextSealed: string | null },
): LoginContext {
  if (contextSealed === null) return {}
  return JSON.parse(keyring.open(contextSealed, purposeOf(id))) as LoginContext
}
