import { randomBytes } from 'node:crypto'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import { drawCrockford, inGroups } from './crockford.ts'
import { type Factor, positions, toFactor } from './factor.ts'
import { type By, recordFactors } from './factor-event.ts'
import { digestRecoveryCode, RECOVERY_CHARACTERS } from './recovery-digest.ts'
import type { UserKey } from './user.ts'
import { lockUser } from './user-store.ts'

const CODES = 10
const SALT_BYTES = 16

interface Replacement extends UserKey {
  readonly heldUntil?: number | null
  readonly by?: By
}

/**
 * A new set of recovery codes; the old one is void, used or not. The codes are shown now and never
 * again. Within a transaction; null when there is no such user.
 */
export async function replaceRecoveryCodes(
  within: Store,
  { tenantId, userId, heldUntil = null, by }: Replacement,
  { keyring, now }: { keyring: Keyring; now: number },
): Promise<{ factor: Factor; codes: readonly string[] } | null> {
  // Two sets at once: the locked user makes one of them the newer, which replaces the other whole.
  if (!(await lockUser(within, { tenantId, userId }, keyring))) return null
  const factor = await keepFactor(within, { tenantId, userId, heldUntil, now })
  const codes = Array.from({ length: CODES }, () => drawCrockford(RECOVERY_CHARACTERS))
  await within.deleteFrom('recovery_codes').where('factor_id', '=', factor.id).execute()
  await within
    .insertInto('recovery_codes')
    .values(codes.map((code) => toRow(factor, code)))
    .execute()
  await recordFactors(within, 'recovery-codes.replaced', { factors: [factor], now, by })
  return { factor, codes: codes.map((code) => inGroups(code, 4)) }
}

interface Keep extends UserKey {
  readonly heldUntil: number | null
  readonly now: number
}

/** The one factor row that the sets of a user have; a new set binds it anew. */
async function keepFactor(within: Store, { tenantId, userId, heldUntil, now }: Keep) {
  const bound = { wrong_in_a_row: 0, confirmed_at: now, disabled_at: null, held_until: heldUntil }
  const kept = await within
    .updateTable('factors')
    .set(bound)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('method', '=', 'recovery')
    .returningAll()
    .executeTakeFirst()
  if (kept) return toFactor(kept, now)
  const row = {
    ...{ id: newId('fa'), tenant_id: tenantId, user_id: userId, method: 'recovery', label: '' },
    ...{ position: positions.recovery, shown: '', number_subject: null, secret_sealed: null },
    ...{ last_step: null, created_at: now, expires_at: now },
    ...bound,
  }
  await within.insertInto('factors').values(row).execute()
  return toFactor(row, now)
}

function toRow({ id, tenantId }: Factor, code: string) {
  const salt = randomBytes(SALT_BYTES).toString('base64url')
  return {
    factor_id: id,
    tenant_id: tenantId,
    salt,
    digest: digestRecoveryCode(salt, id, code),
    used_at: null,
  }
}
