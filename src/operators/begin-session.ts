import { drawToken } from '../logins/index.ts'
import { newId } from '../platform/ids.ts'
import { noteAct } from './note-act.ts'
import type { OperatorParts } from './parts.ts'
import { placeOf } from './place.ts'
import { LONGEST_MS } from './session.ts'

const AGENT_LONGEST = 60

interface Beginning {
  readonly operatorId: string
  readonly agent: string
  readonly ip: string
}

/** After the right password: lets nobody further than to the second factor. The token is for the cookie. */
export async function beginOperatorSession(
  parts: Pick<OperatorParts, 'store' | 'clock' | 'pseudonym'>,
  { operatorId, agent, ip: address }: Beginning,
): Promise<string> {
  const { store, clock } = parts
  const now = clock.now()
  const { token, digest } = drawToken()
  const ip = placeOf(parts, address)
  const row = {
    ...{ id: newId('os'), operator_id: operatorId, token_digest: digest, stage: 'password' },
    ...{ pending_sealed: null, agent: agent.slice(0, AGENT_LONGEST), ip },
    ...{ created_at: now, seen_at: now, expires_at: now + LONGEST_MS, ended_at: null },
  }
  await store.transaction().execute(async (within) => {
    await within.insertInto('operator_sessions').values(row).execute()
    const what = { about: operatorId, actor: operatorId, at: now, ip }
    await noteAct(within, { ...what, kind: 'operator.session-begun', detail: { session: row.id } })
  })
  return token
}
