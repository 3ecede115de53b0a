import { recordEvents } from '../../audit/index.ts'
import { findUser, type User } from '../../factors/index.ts'
import { findRefusal, findRefusedUsers, type Refusal } from '../../helpdesk/index.ts'
import { findUserOfName } from '../../logins/index.ts'
import type { PanelParts } from '../parts.ts'
import type { Agent } from './admit.ts'

export interface Found {
  readonly users: readonly User[]
  /** Null where what was typed is no reference. */
  readonly refusal: Refusal | null
}

const LONGEST = 128

/** By the whole of a login name, of an id or of a reference, in the agent's own tenant alone. */
export async function findUsers(parts: PanelParts, agent: Agent, typed: string): Promise<Found> {
  const text = typed.trim()
  const isName = text !== '' && text.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(text)
  const found = isName ? await lookUp(parts, agent, text) : { users: [], refusal: null }
  await noteLooks(parts, agent, { by: 'search', userIds: found.users.map(({ id }) => id) })
  return found
}

async function lookUp(parts: PanelParts, { visit }: Agent, text: string): Promise<Found> {
  const { tenantId } = visit
  const { store, clock, keyring } = parts.challenges
  const now = clock.now()
  const refusal = await findRefusal(store, { tenantId, now, typed: text })
  const refused = refusal
    ? await findRefusedUsers(store, { tenantId, now, reference: refusal.reference })
    : []
  const named = await findUserOfName(parts.logins, { tenantId, name: text })
  const ids = [...new Set([text, ...(named === null ? [] : [named]), ...refused])]
  const users = await Promise.all(
    ids.map((userId) => findUser(store, { tenantId, userId }, keyring)),
  )
  return { users: users.filter((user) => user !== null), refusal }
}

interface Looks {
  readonly by: 'search' | 'page'
  readonly userIds: readonly string[]
}

/** Who of the helpdesk looked at whom; never what was typed. */
export async function noteLooks(
  { challenges: { store, clock } }: PanelParts,
  { visit: { tenantId, caller }, name: agent }: Agent,
  { by, userIds }: Looks,
) {
  const abouts = userIds.length > 0 ? userIds : ['']
  const look = { tenantId, at: clock.now(), actor: caller.keyId, agent, detail: { by } }
  await recordEvents(
    store,
    abouts.map((about) => ({ ...look, kind: 'helpdesk.looked' as const, about })),
  )
}
