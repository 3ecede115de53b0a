import { readPolicy } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import type { UserKey } from '../factors/index.ts'
import { newId } from '../platform/ids.ts'
import { findLogin } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { placeOf } from './place.ts'
import { drawToken, LONGEST_MS, type Place, type Session, toSession } from './session.ts'

const AGENT_LONGEST = 60

interface Beginning extends UserKey {
  readonly place: Place
  /** Such as `Firefox, Windows`. */
  readonly agent: string
  readonly ip: string
}

export interface Begun {
  /** For the cookie, and for nobody else. */
  readonly token: string
  readonly session: Session
}

type BeginParts = Pick<LoginParts, 'store' | 'clock' | 'pseudonym'>

/** After the right password: lets nobody further than to the second factor. */
export async function beginSession(parts: BeginParts, beginning: Beginning): Promise<Begun> {
  const { store, clock } = parts
  const { tenantId, userId, place } = beginning
  const now = clock.now()
  const { token, digest } = drawToken()
  const row = {
    ...{ id: newId('se'), tenant_id: tenantId, user_id: userId, token_digest: digest },
    ...{ stage: 'password', place, challenge_id: null },
    agent: beginning.agent.slice(0, AGENT_LONGEST),
    ip: placeOf(parts, beginning.ip).ip,
    ...{ created_at: now, seen_at: now, expires_at: now + LONGEST_MS },
    ...{ verified_at: null, skipped_at: null, ended_at: null },
  }
  await store.transaction().execute(async (within) => {
    await within.insertInto('sessions').values(row).execute()
    const detail = { session: row.id, place }
    await recordEvents(within, [
      {
        ...{ tenantId, at: now, kind: 'session.begun', actor: place },
        ...{ about: userId, ip: row.ip, detail },
      },
    ])
  })
  const login = await findLogin(store, beginning)
  const password = login && {
    ...{ password_set_at: login.passwordSetAt, must_change_at: login.mustChangeAt },
  }
  const policy = (await readPolicy(store, tenantId)) ?? { passwordsFrom: null }
  return { token, session: toSession(row, { login: password, policy, now }) }
}
