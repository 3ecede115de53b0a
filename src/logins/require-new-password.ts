import { type AuditEvent, recordEvents } from '../audit/index.ts'
import type { UserKey } from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import { updateLogin } from './login-store.ts'

interface Reason extends UserKey {
  readonly at: number
  readonly by?: Pick<AuditEvent, 'actor' | 'agent'>
}

/** The next login asks for a new password, and so does every page of a session that goes on. */
export async function requireNewPassword(within: Store, { at, by, ...whose }: Reason) {
  const required = await updateLogin(within, whose)
    .set({ must_change_at: at })
    .where('must_change_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  if (!required) return
  const { tenantId, userId: about } = whose
  await recordEvents(within, [{ ...by, tenantId, at, kind: 'password.change-required', about }])
}
