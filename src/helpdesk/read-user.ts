import type { Caller } from '../accounts/index.ts'
import { toUserAnswer } from '../enrolment/index.ts'
import { type Factor, findFactors, findUser, type UserKey } from '../factors/index.ts'
import { listRefusals } from './find-refusal.ts'
import { findWarnings } from './find-warnings.ts'
import { listChallenges } from './list-challenges.ts'
import type { HelpdeskParts } from './parts.ts'
import { DAY_MS } from './reset.ts'
import { listResets } from './reset-store.ts'

const SHOWN_MOST = 20
const RESETS_MS = 30 * DAY_MS

/** All that a helpdesk needs to tell a caller why they cannot get in; null: no such user. */
export async function readUser(parts: HelpdeskParts, caller: Caller, userId: string) {
  const { store, keyring, clock } = parts.challenges
  const whose = { tenantId: caller.tenantId, userId }
  const now = clock.now()
  const user = await findUser(store, whose, keyring)
  if (!user) return null
  const factors = await findFactors(store, { ...whose, now })
  const userSubject = userSubjectOf(parts, whose)
  const subjects = subjectsOf(factors, userSubject)
  const { tenantId } = whose
  return {
    user,
    answer: await toUserAnswer(parts, caller, user),
    warnings: await findWarnings(store, { ...whose, userSubject, now }),
    resets: await listResets(store, { ...whose, since: now - RESETS_MS, now }),
    stops: await listStops(parts, { tenantId, subjects, now }),
    refusals: await listRefusals(store, { tenantId, now, subjects, limit: SHOWN_MOST }),
    challenges: await listChallenges(store, { ...whose, userSubject, now, limit: SHOWN_MOST }),
  }
}

export function userSubjectOf(
  { challenges: { pseudonym } }: HelpdeskParts,
  { tenantId, userId }: UserKey,
) {
  return pseudonym('user', `${tenantId}\0${userId}`)
}

/** Under which refusals were written down: numbers, and the user where there was none. */
function subjectsOf(factors: readonly Factor[], userSubject: string): string[] {
  return [...new Set([userSubject, ...factors.flatMap(({ numberSubject }) => numberSubject ?? [])])]
}

interface Stopped {
  readonly tenantId: string
  readonly subjects: readonly string[]
  readonly now: number
}

/** Calls that are stopped after "not me" or wrong keys: then nothing rings, whoever asks. */
function listStops({ challenges: { store } }: HelpdeskParts, { tenantId, subjects, now }: Stopped) {
  return store
    .selectFrom('stops')
    .select(['reason', 'until'])
    .where('tenant_id', '=', tenantId)
    .where('number_subject', 'in', subjects)
    .where('until', '>', now)
    .orderBy('until', 'desc')
    .execute()
}
