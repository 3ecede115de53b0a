import type { DeviceNotices } from './devices/index.ts'
import { toRecipient } from './enrolment/index.ts'
import type { Notices } from './notices/index.ts'

/** Devices stand below the notices about factors; here the two meet. */
export function createDeviceNotices(notices: Notices): DeviceNotices {
  return {
    async tellLeft(within, { user, factor: { id, tenantId, method, label, shown }, at }) {
      const about = { tenantId, at, user: toRecipient(user), ids: { factorId: id } }
      const details = { method, label: label || shown }
      await notices.enqueue(within, [{ ...about, kind: 'factor-removed', details }])
    },
    wake: notices.wake,
  }
}
