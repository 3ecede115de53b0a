import {
  type Challenge,
  findChallenge,
  type OpenResult,
  openForUser,
  waysOf,
} from '../../challenges/index.ts'
import type { User } from '../../factors/index.ts'
import { noteChallenge, type Session } from '../../logins/index.ts'
import type { PanelParts } from '../parts.ts'
import type { Visit } from '../visit.ts'

type Whose = Pick<Session, 'tenantId' | 'userId' | 'challengeId'>

/** The challenge of a session, whatever became of it; never one of somebody else. */
export async function findOwn(
  { challenges: { store, clock } }: Pick<PanelParts, 'challenges'>,
  { tenantId, userId, challengeId }: Whose,
): Promise<Challenge | null> {
  if (challengeId === null) return null
  const challenge = await findChallenge(store, { tenantId, id: challengeId, now: clock.now() })
  return challenge?.userId === userId ? challenge : null
}

/** The same, of a login: what confirms a factor lets nobody in (`panel-step-skipping.test.ts`). */
export async function findOwnLogin(parts: Pick<PanelParts, 'challenges'>, whose: Whose) {
  const challenge = await findOwn(parts, whose)
  return challenge?.purpose === 'login' ? challenge : null
}

interface Wish {
  readonly visit: Visit
  readonly session: Session
  readonly user: User
  /** Instead of the primary, where it can still be used. */
  readonly factorId?: string | null | undefined
  readonly userAgent?: string | undefined
}

/** Opens a login of this session, by the factor that is wished for or else the first there is. */
export async function openOwn(
  parts: PanelParts,
  { visit, session, user, factorId, userAgent }: Wish,
): Promise<OpenResult> {
  const { challenges, logins } = parts
  const { caller, ip } = visit
  const ways = await waysOf(challenges, caller, user)
  const way = ways.find(({ id }) => id === factorId) ?? ways[0]
  if (!way) return { outcome: 'no-factor' }
  const context = { ip, userAgent }
  const wish = { userId: user.id, factorId: way.id, context }
  const opened = await openForUser(challenges, caller, wish)
  if (opened.outcome !== 'opened') return opened
  await noteChallenge(logins, session, opened.challenge.id)
  challenges.calls.wake()
  return opened
}
