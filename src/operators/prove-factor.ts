import { matchStep } from '../factors/index.ts'
import { retryAfterSeconds } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import { codeCharges } from './guess-limits.ts'
import { noteAct } from './note-act.ts'
import { secretPurpose } from './operator.ts'
import type { OperatorParts } from './parts.ts'
import type { OperatorSession } from './session.ts'
import { renewToken } from './session-store.ts'

type ProveParts = Pick<OperatorParts, 'store' | 'keyring' | 'clock' | 'limiter'>

export type Proved =
  | { readonly outcome: 'right'; readonly token: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'limit-reached'; readonly retryAfterSeconds: number }

/** Counts the guess before it is looked at; a code of a step that was used, or of an older one, is wrong. */
export async function proveFactor(
  parts: ProveParts,
  session: OperatorSession,
  code: string,
): Promise<Proved> {
  const { limiter, store, clock } = parts
  const { operator, ip } = session
  const charges = codeCharges(operator.id)
  const id = newId('gu')
  const taken = await limiter.take(charges, { id })
  if (!taken.taken)
    return { outcome: 'limit-reached', retryAfterSeconds: retryAfterSeconds(taken.refusedBy) }
  const token = await useCode(parts, session, code)
  if (token !== null) {
    await limiter.giveBack(charges, id)
    return { outcome: 'right', token }
  }
  const act = { about: operator.id, actor: operator.id, at: clock.now(), ip }
  await noteAct(store, { ...act, kind: 'operator.code-wrong' })
  return { outcome: 'wrong' }
}

async function useCode(
  { store, keyring, clock }: ProveParts,
  session: OperatorSession,
  code: string,
): Promise<string | null> {
  const { operator, ip } = session
  const now = clock.now()
  const row = await store
    .selectFrom('operators')
    .select('secret_sealed')
    .where('id', '=', operator.id)
    .executeTakeFirst()
  const sealed = row?.secret_sealed ?? null
  if (sealed === null) return null
  const step = matchStep(keyring.open(sealed, secretPurpose(operator.id)), code, now)
  if (step === null) return null
  return store.transaction().execute(async (within) => {
    // One statement, so that of many uses at once one is first (RFC 6238 section 5.2).
    const claimed = await within
      .updateTable('operators')
      .set({ last_step: step })
      .where('id', '=', operator.id)
      .where('secret_sealed', 'is not', null)
      .where(({ eb, fn, val }) => eb(fn.coalesce('last_step', val(-1)), '<', step))
      .returning('id')
      .executeTakeFirst()
    const token = claimed ? await renewToken(within, session, now) : null
    const act = { about: operator.id, actor: operator.id, at: now, ip }
    if (token !== null) await noteAct(within, { ...act, kind: 'operator.session-verified' })
    return token
  })
}
