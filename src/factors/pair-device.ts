import { randomBytes } from 'node:crypto'
import type { Store } from '../store/index.ts'
import { digestToken } from './device.ts'
import type { DeviceKey } from './device-key.ts'
import type { Factor } from './factor.ts'
import { recordFactors } from './factor-event.ts'

interface Pairing {
  readonly factor: Factor
  readonly publicKey: DeviceKey
  /** As its user knows it, such as the model of the phone. */
  readonly name: string
  readonly now: number
}

/**
 * Ties a device to a factor that its pairing code was for; the newest one counts. The token with
 * which the device speaks is returned now and never again. Within a transaction.
 */
export async function pairDevice(
  within: Store,
  { factor, publicKey, name, now }: Pairing,
): Promise<{ token: string; factor: Factor }> {
  const token = `dev_${randomBytes(24).toString('base64url')}`
  const paired = {
    token_digest: digestToken(token),
    public_key: JSON.stringify(publicKey),
    ...{ push_sealed: null, paired_at: now, seen_at: now },
  }
  const { id, tenantId, userId } = factor
  await within
    .insertInto('devices')
    .values({ factor_id: id, tenant_id: tenantId, user_id: userId, ...paired })
    .onConflict((conflict) => conflict.column('factor_id').doUpdateSet(paired))
    .execute()
  await within.updateTable('factors').set({ shown: name }).where('id', '=', id).execute()
  await recordFactors(within, 'device.paired', { factors: [factor], now })
  return { token, factor: { ...factor, shown: name } }
}
