import { type Caller, usableFactors } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { toRecipient } from '../enrolment/index.ts'
import { extendUser, findFactors, lockUser, type User } from '../factors/index.ts'
import { isNewcomer } from './newcomer.ts'
import type { HelpdeskParts } from './parts.ts'
import { DAY_MS } from './reset.ts'

const LONGEST_MS = 30 * DAY_MS

export interface Extension {
  readonly userId: string
  /** Epoch milliseconds; null ends the one there is. */
  readonly until: number | null
  readonly agent: string
  readonly reason: string
}

export type ExtendResult =
  | { readonly outcome: 'extended'; readonly user: User }
  | { readonly outcome: 'user-unknown' }
  | { readonly outcome: 'past' }
  | { readonly outcome: 'too-far' }
  /** It would let somebody in whose factors are all gone. */
  | { readonly outcome: 'reset-needed' }

/** Lets one user wait longer than the tenant does, with a reason and an end. */
export async function extendUserOf(
  parts: HelpdeskParts,
  { tenantId, keyId, policy }: Caller,
  { userId, until, agent, reason }: Extension,
): Promise<ExtendResult> {
  const { store, keyring, clock } = parts.challenges
  const now = clock.now()
  if (until !== null && until <= now) return { outcome: 'past' }
  if (until !== null && until > now + LONGEST_MS) return { outcome: 'too-far' }
  const whose = { tenantId, userId }
  const result = await store.transaction().execute(async (within): Promise<ExtendResult> => {
    const user = await lockUser(within, whose, keyring)
    if (!user) return { outcome: 'user-unknown' }
    const factors = await findFactors(within, { ...whose, now })
    const isOut = !isNewcomer(factors) && usableFactors(policy, user.role, factors).length === 0
    if (until !== null && isOut) return { outcome: 'reset-needed' }
    await extendUser(within, whose, until)
    const detail = { reason, until }
    await recordEvents(within, [
      { tenantId, at: now, kind: 'user.extended', actor: keyId, agent, about: userId, detail },
    ])
    if (until !== null)
      await parts.notices.enqueue(within, [
        {
          ...{ tenantId, at: now, user: toRecipient(user) },
          ...{ kind: 'extension-granted', details: { until } },
        },
      ])
    return { outcome: 'extended', user: { ...user, extensionUntil: until } }
  })
  parts.notices.wake()
  return result
}
