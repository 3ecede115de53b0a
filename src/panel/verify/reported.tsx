import type { FastifyReply, FastifyRequest } from 'fastify'
import { findChallenge } from '../../challenges/index.ts'
import { sendPage } from '../../pages/index.ts'
import { dropCookie } from '../cookies.ts'
import type { PanelParts } from '../parts.ts'
import type { Visit } from '../visit.ts'
import { ReportedPage } from './ended-page.tsx'

export function roundOf({ query }: FastifyRequest): string | null {
  const { round } = query as { round?: unknown }
  return typeof round === 'string' && /^ch_[0-9a-f]{40}$/.test(round) ? round : null
}

/** Whether somebody without a session comes back to a login that was reported. */
export async function wasReported(
  { challenges: { store, clock } }: Pick<PanelParts, 'challenges'>,
  { tenantId, session }: Visit,
  round: string | null,
): Promise<boolean> {
  if (session || round === null) return false
  const challenge = await findChallenge(store, { tenantId, id: round, now: clock.now() })
  return challenge?.status === 'reported' && challenge.purpose === 'login'
}

export function sendReported(reply: FastifyReply, visit: Visit) {
  dropCookie(reply, 'session')
  dropCookie(reply, 'proof')
  const nobody = { ...visit, session: null, csrf: '', path: '/login' }
  return sendPage(reply, <ReportedPage visit={nobody} />)
}
