import { drawTotpSecret, matchStep, toOtpauthUri, toQrSvg } from '../factors/index.ts'
import { noteAct } from './note-act.ts'
import { secretPurpose } from './operator.ts'
import type { OperatorParts } from './parts.ts'
import { type OperatorSession, pendingPurpose } from './session.ts'
import { renewToken } from './session-store.ts'

type FactorParts = Pick<OperatorParts, 'store' | 'keyring' | 'clock'>

export interface ShownSecret {
  readonly secret: string
  /** An SVG document. */
  readonly qr: string
}

/**
 * The secret that this browser sets up: each session has its own, so that nobody who had the first
 * password before can plant one that they know. The same at every look, until it is confirmed.
 */
export async function showSecret(
  { store, keyring }: FactorParts,
  { id, operator }: OperatorSession,
): Promise<ShownSecret> {
  const purpose = pendingPurpose(id)
  await store
    .updateTable('operator_sessions')
    .set({ pending_sealed: keyring.seal(drawTotpSecret(), purpose) })
    .where('id', '=', id)
    .where('pending_sealed', 'is', null)
    .execute()
  const { pending_sealed: sealed } = await store
    .selectFrom('operator_sessions')
    .select('pending_sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const secret = keyring.open(sealed ?? '', purpose)
  const uri = toOtpauthUri({ issuer: 'Belcode ops', account: operator.name, secret })
  return { secret, qr: await toQrSvg(uri) }
}

/** The first right code makes it the second factor. The new token; null: wrong, or too late. */
export async function confirmFactor(
  { store, keyring, clock }: FactorParts,
  session: OperatorSession,
  code: string,
): Promise<string | null> {
  const { id, operator } = session
  const now = clock.now()
  const row = await store
    .selectFrom('operator_sessions')
    .select('pending_sealed')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row?.pending_sealed) return null
  const secret = keyring.open(row.pending_sealed, pendingPurpose(id))
  const step = matchStep(secret, code, now)
  if (step === null) return null
  return store
    .transaction()
    .execute(async (within) => {
      const token = await renewToken(within, session, now)
      if (token === null) return null
      const set = await within
        .updateTable('operators')
        .set({ secret_sealed: keyring.seal(secret, secretPurpose(operator.id)), last_step: step })
        .where('id', '=', operator.id)
        .where('secret_sealed', 'is', null)
        .returning('id')
        .executeTakeFirst()
      // Another browser was first: its secret counts, and this one has proved nothing.
      if (!set) throw new AlreadySetUp()
      const act = { about: operator.id, actor: operator.id, at: now, ip: session.ip }
      await noteAct(within, { ...act, kind: 'operator.factor-confirmed' })
      return token
    })
    .catch((error: unknown) => {
      if (error instanceof AlreadySetUp) return null
      throw error
    })
}

class AlreadySetUp extends Error {}
