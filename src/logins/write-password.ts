import { type AuditEvent, recordEvents } from '../audit/index.ts'
import type { UserKey } from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import { endSessionsOf } from './end-session.ts'

export interface NewPassword {
  readonly hash: string
  readonly now: number
  /** Keyed hash of the address that it came from, where a user did it. */
  readonly ip?: string | null
  /** The session that goes on; all others end. */
  readonly keep?: string
  readonly by: Pick<AuditEvent, 'actor' | 'agent'>
  /** `user`, `reset` or `panel`: by which way. */
  readonly way: string
}

/** What a new password changes in its row: nothing of the old one is left, nor a link to change it. */
export function passwordColumns({
  hash,
  now,
  ip = null,
}: Pick<NewPassword, 'hash' | 'now' | 'ip'>) {
  return {
    ...{ password_hash: hash, password_set_at: now, known_ip: ip },
    ...{ must_change_at: null, replaced_at: null },
    ...{ reset_digest: null, reset_expires_at: null },
  }
}

/** Part of the transaction that wrote it: other sessions end. Keys, devices and factors do not (P2). */
export async function afterNewPassword(
  within: Store,
  { tenantId, userId }: UserKey,
  { now, ip = null, keep, by, way }: Omit<NewPassword, 'hash'>,
): Promise<void> {
  const ended = await endSessionsOf(within, { tenantId, userId, now, except: keep })
  const detail = { way, sessionsEnded: ended }
  await recordEvents(within, [
    { ...by, tenantId, at: now, ip, kind: 'password.set', about: userId, detail },
  ])
}
