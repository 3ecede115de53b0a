import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import type { Device } from './device.ts'
import { pushPurpose } from './factor.ts'

/** Where and for whom a push service takes messages (W3C Push API). */
export interface PushSubscription {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

/** Where to push to from now on; null: nowhere. False when the device is gone. */
export async function setPush(
  within: Store,
  { device, subscription }: { device: Device; subscription: PushSubscription | null },
  keyring: Keyring,
): Promise<boolean> {
  const sealed = subscription && keyring.seal(JSON.stringify(subscription), purposeOf(device))
  const { numUpdatedRows } = await within
    .updateTable('devices')
    .set({ push_sealed: sealed })
    .where('factor_id', '=', device.factorId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export function openPush(keyring: Keyring, device: Device): PushSubscription | null {
  if (device.pushSealed === null) return null
  return JSON.parse(keyring.open(device.pushSealed, purposeOf(device))) as PushSubscription
}

const purposeOf = (device: Device) => pushPurpose({ ...device, id: device.factorId })
