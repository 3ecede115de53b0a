import { createHash, randomBytes } from 'node:crypto'
import type { Caller } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { findFactors, lockUser, removeFactor } from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import type { HelpdeskParts } from './parts.ts'
import { DAY_MS } from './reset.ts'

/** NIST SP 800-63B-4 section 4.2.1.2: a recovery code by mail is good for a day at most. */
const ENTRY_LIFE_MS = DAY_MS

export interface Entry {
  /** For the mail to the user, and for nobody else. */
  readonly link: string
  readonly digest: string
  readonly expiresAt: number
}

/** A one-time way back in, of 160 random bits. It stands behind `#`: a browser sends it to nobody. */
export function drawEntry({ publicUrl }: Pick<HelpdeskParts, 'publicUrl'>, now: number): Entry {
  const token = randomBytes(20).toString('base64url')
  const link = `${publicUrl.href.replace(/\/$/, '')}/entry#${token}`
  return { link, digest: digestOf(token), expiresAt: now + ENTRY_LIFE_MS }
}

export type RedeemResult =
  | { readonly outcome: 'redeemed'; readonly userId: string }
  | { readonly outcome: 'closed' }

/**
 * Takes an entry, once, and with it what the reset left disabled: from now on its user is a newcomer,
 * who sets up a first factor. Held by `test/security/reset-entry.test.ts`.
 */
export async function redeemEntry(
  { challenges: { store, keyring, clock } }: HelpdeskParts,
  { tenantId, keyId }: Caller,
  token: string,
): Promise<RedeemResult> {
  const digest = digestOf(token)
  const now = clock.now()
  return store.transaction().execute(async (within) => {
    const userId = await findUserOf(within, { tenantId, digest })
    // The user first, as in every step of a reset: nobody waits for somebody who waits for them.
    if (userId === null || !(await lockUser(within, { tenantId, userId }, keyring)))
      return { outcome: 'closed' as const }
    const resetId = await claim(within, { tenantId, digest, now })
    if (resetId === null) return { outcome: 'closed' as const }
    const by = { actor: keyId, detail: { reset: resetId } }
    for (const { id, state } of await findFactors(within, { tenantId, userId, now }))
      if (state === 'disabled')
        await removeFactor(within, { tenantId, userId, factorId: id, now, by })
    await recordEvents(within, [
      { ...by, tenantId, at: now, kind: 'reset.entry-redeemed', about: userId },
    ])
    return { outcome: 'redeemed' as const, userId }
  })
}

interface Sought {
  readonly tenantId: string
  readonly digest: string
}

async function findUserOf(within: Store, { tenantId, digest }: Sought): Promise<string | null> {
  const row = await within
    .selectFrom('resets')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('entry_digest', '=', digest)
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** One statement: of twenty who bring it at once, one has it. Returns the reset that it was made for. */
async function claim(within: Store, { tenantId, digest, now }: Sought & { readonly now: number }) {
  const row = await within
    .updateTable('resets')
    .set({ entry_digest: null })
    .where('tenant_id', '=', tenantId)
    .where('entry_digest', '=', digest)
    .where('entry_expires_at', '>', now)
    .where('status', '=', 'done')
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Plain SHA-256: a token has 160 random bits. */
function digestOf(token: string) {
  return createHash('sha256').update(token).digest('base64url')
}
