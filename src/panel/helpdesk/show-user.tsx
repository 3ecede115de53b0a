import type { FastifyReply } from 'fastify'
import { readUser } from '../../helpdesk/index.ts'
import { readLoginName } from '../../logins/index.ts'
import { sendPage } from '../../pages/index.ts'
import type { PanelParts } from '../parts.ts'
import type { Agent } from './admit.ts'
import { FindPage } from './find-page.tsx'
import { noteLooks } from './find-users.ts'
import type { Seen } from './offered-acts.ts'
import { UserPage } from './user-page.tsx'

/** Null: there is no such user, and the page that says so was sent. */
export async function findSeen(
  parts: PanelParts,
  { visit }: Agent,
  { userId, reply }: { readonly userId: string; readonly reply: FastifyReply },
): Promise<Seen | null> {
  const seen = await readUser(parts.helpdesk, visit.caller, userId)
  if (seen) return seen
  const found = { users: [], refusal: null }
  const now = parts.challenges.clock.now()
  await sendPage(reply, <FindPage visit={visit} found={found} now={now} />, 404)
  return null
}

interface Shown {
  readonly seen: Seen
  readonly reply: FastifyReply
  readonly said?: string | undefined
  readonly fault?: string | undefined
  readonly status?: number
}

export async function sendUser(parts: PanelParts, agent: Agent, shown: Shown) {
  const { seen, reply, said, fault, status } = shown
  const { visit } = agent
  const { id: userId } = seen.user
  await noteLooks(parts, agent, { by: 'page', userIds: [userId] })
  const loginName = await readLoginName(parts.logins, { tenantId: visit.tenantId, userId })
  const now = parts.challenges.clock.now()
  const page = <UserPage {...{ visit, agent, seen, loginName, now, said, fault }} />
  return sendPage(reply, page, status)
}
