import type { ExpressionBuilder } from 'kysely'
import { drawToken, tokenDigest } from '../logins/index.ts'
import type { Store, Tables } from '../store/index.ts'
import { operatorColumns } from './operator.ts'
import type { OperatorParts } from './parts.ts'
import { IDLE_MS, LONGEST_MS, type OperatorSession, toSession } from './session.ts'

type SessionParts = Pick<OperatorParts, 'store' | 'clock'>

/** Seen is seen: not every request is worth a write. */
const SEEN_EVERY_MS = 60_000

/** For a statement on sessions: it has not ended, by itself or by anybody. */
function isAlive(now: number) {
  return ({ and, or, eb }: ExpressionBuilder<Tables, 'operator_sessions'>) => {
    const isOf = (stage: keyof typeof IDLE_MS) =>
      and([
        eb('operator_sessions.stage', '=', stage),
        eb('operator_sessions.seen_at', '>', now - IDLE_MS[stage]),
      ])
    return and([
      eb('operator_sessions.ended_at', 'is', null),
      eb('operator_sessions.expires_at', '>', now),
      or([isOf('password'), isOf('verified')]),
    ])
  }
}

function selectAlive(store: Store, now: number) {
  return store
    .selectFrom('operator_sessions')
    .innerJoin('operators', 'operators.id', 'operator_sessions.operator_id')
    .select(operatorColumns)
    .select(['operator_sessions.id as session_id', 'operator_sessions.created_at as begun_at'])
    .select(['stage', 'agent', 'ip', 'seen_at', 'token_digest'])
    .where(({ eb }) =>
      isAlive(now)(eb as unknown as ExpressionBuilder<Tables, 'operator_sessions'>),
    )
}

/** Whose browser it is; null when its session has ended, or its token was replaced. */
export async function findOperatorSession(
  { store, clock }: SessionParts,
  token: string,
): Promise<OperatorSession | null> {
  const now = clock.now()
  const row = await selectAlive(store, now)
    .where('token_digest', '=', tokenDigest(token))
    .executeTakeFirst()
  if (!row) return null
  const session = toSession(row)
  if (now - session.seenAt < SEEN_EVERY_MS) return session
  const seen = await updateAlive(store, session, now)
    .set({ seen_at: now })
    .returning('id')
    .executeTakeFirst()
  return seen ? { ...session, seenAt: now } : null
}

/** Where an operator is logged in now; seen last comes first. */
export async function listOperatorSessions(
  { store, clock }: SessionParts,
  operatorId: string,
): Promise<OperatorSession[]> {
  const rows = await selectAlive(store, clock.now())
    .where('operator_sessions.operator_id', '=', operatorId)
    .orderBy('seen_at', 'desc')
    .execute()
  return rows.map(toSession)
}

/** The row of a session that is alive, to be changed by whom has its present token. */
export function updateAlive(
  within: Store,
  { id, tokenDigest: digest }: Pick<OperatorSession, 'id' | 'tokenDigest'>,
  now: number,
) {
  return within
    .updateTable('operator_sessions')
    .where('id', '=', id)
    .where('token_digest', '=', digest)
    .where(isAlive(now))
}

/**
 * After each step a new token: the one before, which somebody may have planted or seen, is dead in the
 * same statement (`test/security/ops-fixation.test.ts`). Null when another request was first.
 */
export async function renewToken(
  within: Store,
  session: OperatorSession,
  now: number,
): Promise<string | null> {
  const { token, digest } = drawToken()
  const renewed = await updateAlive(within, session, now)
    .set({
      ...{ token_digest: digest, stage: 'verified', pending_sealed: null },
      ...{ seen_at: now, expires_at: now + LONGEST_MS },
    })
    .returning('id')
    .executeTakeFirst()
  return renewed ? token : null
}
