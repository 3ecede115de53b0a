import { KNOWN_PLACE_MS } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { replaceUnchanged } from './replace-unchanged.ts'

type TidyParts = Pick<LoginParts, 'store' | 'clock'>

/** What time has ended: passwords that were not changed, and sessions that nobody asks for. */
export async function tidyLogins(parts: TidyParts): Promise<void> {
  await replaceUnchanged(parts)
  await forgetSessions(parts)
}

/** Ended ones are kept for as long as they say where somebody got in. */
async function forgetSessions({ store, clock }: TidyParts) {
  const before = clock.now() - KNOWN_PLACE_MS
  await store
    .deleteFrom('sessions')
    .where('expires_at', '<=', before)
    .where('created_at', '<=', before)
    .execute()
}
