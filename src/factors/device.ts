import { createHash } from 'node:crypto'
import type { Store, Tables } from '../store/index.ts'
import type { DeviceKey } from './device-key.ts'
import type { Factor } from './factor.ts'
import { findFactor } from './factor-store.ts'
import type { UserKey } from './user.ts'

/** An app on a phone, paired with one `app` factor. */
export interface Device extends UserKey {
  readonly factorId: string
  readonly publicKey: DeviceKey
  /** For `openPush`; null where it takes no pushes. */
  readonly pushSealed: string | null
  readonly pairedAt: number
  readonly seenAt: number
}

/** Plain SHA-256: a token has 192 random bits. */
export function digestToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Who speaks with this token, and for which factor; null when either is gone. */
export async function findDevice(
  store: Store,
  token: string,
  now: number,
): Promise<{ device: Device; factor: Factor } | null> {
  const row = await store
    .selectFrom('devices')
    .selectAll()
    .where('token_digest', '=', digestToken(token))
    .executeTakeFirst()
  if (!row) return null
  const device = toDevice(row)
  const factor = await findFactor(store, { ...device, now })
  return factor && { device, factor }
}

/** The device of an `app` factor, where one has paired. */
export async function findDeviceOf(store: Store, factorId: string): Promise<Device | null> {
  const row = await store
    .selectFrom('devices')
    .selectAll()
    .where('factor_id', '=', factorId)
    .executeTakeFirst()
  return row ? toDevice(row) : null
}

function toDevice(row: Tables['devices']): Device {
  return {
    ...{ factorId: row.factor_id, tenantId: row.tenant_id, userId: row.user_id },
    publicKey: JSON.parse(row.public_key) as DeviceKey,
    pushSealed: row.push_sealed,
    ...{ pairedAt: row.paired_at, seenAt: row.seen_at },
  }
}

export async function noteSeen(store: Store, factorId: string, now: number): Promise<void> {
  await store
    .updateTable('devices')
    .set({ seen_at: now })
    .where('factor_id', '=', factorId)
    .execute()
}
