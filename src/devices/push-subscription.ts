import { createECDH } from 'node:crypto'
import { type Device, type PushSubscription, setPush } from '../factors/index.ts'
import { generalProblems } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import type { DeviceParts } from './parts.ts'
import { problems } from './problems.ts'

/** Keeps where to push to. An address that we would not ask is refused now, and judged again later. */
export async function subscribe(
  { challenges: { store, keyring }, judgeAddress, vapidPublicKey }: DeviceParts,
  device: Device,
  { endpoint, keys: { p256dh, auth } }: PushSubscription,
): Promise<void> {
  if (vapidPublicKey === null) throw problems.pushUnavailable()
  if (!isOnCurve(p256dh))
    throw generalProblems.bodyInvalid({
      errors: [{ pointer: '#/keys/p256dh', detail: 'must be a point on P-256' }],
    })
  const reason = await judgeAddress(endpoint)
  if (reason !== null) throw problems.pushRefused({ reason })
  await setPush(store, { device, subscription: { endpoint, keys: { p256dh, auth } } }, keyring)
}

/** A key that is none would fail each push, when nobody can mend it any more. */
function isOnCurve(point: string): boolean {
  const own = createECDH('prime256v1')
  own.generateKeys()
  try {
    return own.computeSecret(point, 'base64url').length === 32
  } catch {
    return false
  }
}

/** Forgets a subscription that its push service no longer knows, unless there is a newer one. */
export async function dropSubscription(
  store: Store,
  { factorId, pushSealed }: Device,
): Promise<void> {
  await store
    .updateTable('devices')
    .set({ push_sealed: null })
    .where('factor_id', '=', factorId)
    .where('push_sealed', '=', pushSealed)
    .execute()
}
