import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { recordEvents } from '../audit/index.ts'
import { findUser } from '../factors/index.ts'
import { resetCharges } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import { type LimitReached, limitReached } from './limit-reached.ts'
import type { Login } from './login.ts'
import { nameDigest } from './login-name.ts'
import { findByName, updateLogin } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { toRecipient } from './password-notice.ts'
import { placeOf } from './place.ts'

/**
 * What is done for a name that somebody has takes some milliseconds more. No answer comes earlier
 * than this, so that none of them shows (`test/security/login-enumeration.test.ts`).
 */
const ANSWER_MS = 250
const LINK_LIFE_MS = 30 * 60_000

interface Asked {
  readonly tenantId: string
  readonly name: string
  readonly ip: string
}

export type AskResult =
  /** If anybody has the name, and an address, a mail is on its way. */
  | { readonly outcome: 'asked' }
  /** Here no mail can be sent to anybody. */
  | { readonly outcome: 'mail-needed' }
  | LimitReached

/** Mails a link to choose a new password with. Nobody learns whether anybody has the name. */
export async function askForReset(parts: LoginParts, asked: Asked): Promise<AskResult> {
  const [result] = await Promise.all([ask(parts, asked), wait(ANSWER_MS)])
  return result
}

async function ask(parts: LoginParts, { tenantId, name, ip }: Asked): Promise<AskResult> {
  const { store, clock, limiter, limits, notices } = parts
  if (!notices.sendsMail) return { outcome: 'mail-needed' }
  const ipSubjects = placeOf(parts, ip)
  const loginSubject = nameDigest(parts, { tenantId, name })
  const sought = { tenantId, nameDigest: loginSubject, ip: ipSubjects.ip, now: clock.now() }
  const found = await findByName(store, sought)
  const who = {
    ...{ tenantId, loginSubject, ipSubjects },
    isKnownPlace: found?.isKnownPlace ?? false,
  }
  const taken = await limiter.take(resetCharges(limits.set, who), { id: newId('ar') })
  if (!taken.taken) return limitReached(taken)
  if (found) await mailLink(parts, found.login, { ip, ipSubject: ipSubjects.ip })
  return { outcome: 'asked' }
}

/** The link before it is void from now on: there is room for one. */
async function mailLink(
  { store, keyring, clock, notices, publicUrl }: LoginParts,
  login: Login,
  { ip, ipSubject }: { readonly ip: string; readonly ipSubject: string },
) {
  const { tenantId, userId } = login
  const user = await findUser(store, login, keyring)
  if (!user || user.emails.length === 0) return
  const now = clock.now()
  const expiresAt = now + LINK_LIFE_MS
  const token = randomBytes(20).toString('base64url')
  // Behind `#`: a browser sends it to nobody.
  const link = `${publicUrl.href.replace(/\/$/, '')}/login/new-password#${token}`
  await store.transaction().execute(async (within) => {
    await updateLogin(within, login)
      .set({ reset_digest: resetDigest(token), reset_expires_at: expiresAt })
      .execute()
    await recordEvents(within, [
      {
        ...{ tenantId, at: now, kind: 'password.reset-asked', actor: 'logins' },
        ...{ about: userId, ip: ipSubject },
      },
    ])
    await notices.enqueue(within, [
      {
        ...{ tenantId, at: now, user: toRecipient(user), from: ip },
        ...{ kind: 'password-reset', details: { link, expiresAt } },
      },
    ])
  })
  notices.wake()
}

/** Plain SHA-256: a token has 160 random bits. */
export function resetDigest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
