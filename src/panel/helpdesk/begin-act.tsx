import type { FastifyReply, FastifyRequest } from 'fastify'
import { findProofFault } from '../../enrolment/index.ts'
import { sendPage } from '../../pages/index.ts'
import { readCookie } from '../cookies.ts'
import type { PanelParts } from '../parts.ts'
import { type ActFault, type ActName, actTexts } from './act-texts.ts'
import { type Agent, agentOf } from './admit.ts'
import { isSelf, type Seen } from './offered-acts.ts'
import { ProvePage } from './once-pages.tsx'
import { actPath } from './paths.ts'
import { findSeen, sendUser } from './show-user.tsx'

/** What somebody of the helpdesk is about to do to another user. */
export interface Doing {
  readonly agent: Agent
  readonly seen: Seen
  readonly act: ActName
  readonly reply: FastifyReply
}

interface Begun extends Pick<Doing, 'act' | 'reply'> {
  readonly request: FastifyRequest
}

/**
 * Null: another page was sent. Nobody acts on themselves, nor by a session that was left open: the
 * proof is not older than five minutes.
 */
export async function beginAct(
  parts: PanelParts,
  { act, request, reply }: Begun,
  userId: string,
): Promise<Doing | null> {
  const agent = agentOf(request)
  const seen = await findSeen(parts, agent, { userId, reply })
  if (!seen) return null
  const doing = { agent, seen, act, reply }
  if (isSelf(agent, seen)) return refuse(parts, doing, 'self', 403)

  const { visit, user } = agent
  const proof = readCookie(request, 'proof') ?? ''
  const whose = { tenantId: visit.tenantId, userId: user.id, proof }
  const fault = await findProofFault(parts.enrolment, whose)
  if (fault === 'held') return refuse(parts, doing, 'held', 403)
  if (fault === null) return doing
  const back = actPath(userId, act)
  await sendPage(reply, <ProvePage visit={visit} userId={userId} back={back} />, 403)
  return null
}

export async function refuse(parts: PanelParts, doing: Doing, word: ActFault, status: number) {
  const { agent, seen, reply } = doing
  const fault = actTexts[agent.visit.language].faults[word]
  await sendUser(parts, agent, { seen, reply, fault, status })
  return null
}

/** With the user as it is by now: somebody else may have been first. */
export async function refuseAnew(parts: PanelParts, doing: Doing, word: ActFault) {
  const { agent, reply } = doing
  const seen = await findSeen(parts, agent, { userId: doing.seen.user.id, reply })
  return seen ? refuse(parts, { ...doing, seen }, word, 409) : null
}
