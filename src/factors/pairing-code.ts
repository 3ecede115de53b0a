import { keyedDigest } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import { drawCrockford, inGroups, readCrockford } from './crockford.ts'
import { type Factor, PENDING_MS, toFactor } from './factor.ts'
import { isThere } from './factor-store.ts'

/** 50 bits for a quarter of an hour. */
const CHARACTERS = 10

/** Keyed with a key of the service: 50 bits are too few for a digest that a stolen database opens. */
const digest = (key: Buffer, code: string) => keyedDigest(key, 'pairing-code', code)

/**
 * Draws the code with which an app says which pending factor it is for; an older one of its user is
 * void: who was given two wants the newer. It is shown now and never again.
 */
export async function drawPairingCode(
  within: Store,
  { factor, key, now }: { factor: Factor; key: Buffer; now: number },
): Promise<{ pairingCode: string; expiresAt: number }> {
  const code = drawCrockford(CHARACTERS)
  const expiresAt = Math.min(now + PENDING_MS, factor.expiresAt)
  const fresh = { digest: digest(key, code), expires_at: expiresAt }
  const ofUser = within
    .selectFrom('factors')
    .select('id')
    .where('tenant_id', '=', factor.tenantId)
    .where('user_id', '=', factor.userId)
  await within.deleteFrom('pairing_codes').where('factor_id', 'in', ofUser).execute()
  await within
    .insertInto('pairing_codes')
    .values({ factor_id: factor.id, tenant_id: factor.tenantId, ...fresh })
    .onConflict((conflict) => conflict.column('factor_id').doUpdateSet(fresh))
    .execute()
  return { pairingCode: inGroups(code, 5), expiresAt }
}

/**
 * Uses a pairing code up and tells which factor it was for; null when it is none, was used or is too
 * old. One statement deletes it: two apps with the same code do not both pair.
 */
export async function claimPairingCode(
  within: Store,
  { typed, key, now }: { typed: string; key: Buffer; now: number },
): Promise<Factor | null> {
  const code = readCrockford(typed, CHARACTERS)
  if (code === null) return null
  const claimed = await within
    .deleteFrom('pairing_codes')
    .where('digest', '=', digest(key, code))
    .where('expires_at', '>', now)
    .returning('factor_id')
    .executeTakeFirst()
  if (!claimed) return null
  const row = await within
    .selectFrom('factors')
    .selectAll()
    .where('id', '=', claimed.factor_id)
    .where('method', '=', 'app')
    .where('confirmed_at', 'is', null)
    .where('disabled_at', 'is', null)
    .where(isThere(now))
    .executeTakeFirst()
  return row ? toFactor(row, now) : null
}
