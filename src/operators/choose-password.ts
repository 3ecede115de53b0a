import type { StrengthFault } from '../logins/index.ts'
import { newId } from '../platform/ids.ts'
import { passwordCharges } from './guess-limits.ts'
import { noteAct } from './note-act.ts'
import type { OperatorParts } from './parts.ts'
import type { OperatorSession } from './session.ts'
import { renewToken } from './session-store.ts'

type ChooseParts = Pick<OperatorParts, 'store' | 'clock' | 'limiter' | 'hasher' | 'judgeStrength'>

export type Chosen =
  | { readonly outcome: 'chosen'; readonly token: string }
  | { readonly outcome: 'refused'; readonly fault: StrengthFault | 'same-as-old' }
  | { readonly outcome: 'wrong' | 'busy' }

/** A new password for the old one; every other browser of the operator is out. */
export async function chooseOperatorPassword(
  parts: ChooseParts,
  session: OperatorSession,
  { old, password }: { readonly old: string; readonly password: string },
): Promise<Chosen> {
  const { store, clock, hasher, judgeStrength } = parts
  const { operator } = session
  const isOld = await isOldPassword(parts, session, old)
  if (isOld !== 'right') return { outcome: isOld }
  if (old === password) return { outcome: 'refused', fault: 'same-as-old' }
  const fault = await judgeStrength(password, [operator.name, 'belcode', 'console'])
  if (fault !== null) return { outcome: 'refused', fault }
  const hash = await hasher.hash(password)
  if (hash === null) return { outcome: 'busy' }

  const now = clock.now()
  return store.transaction().execute(async (within) => {
    const token = await renewToken(within, session, now)
    if (token === null) return { outcome: 'wrong' }
    await within
      .updateTable('operators')
      .set({ password_hash: hash, password_set_at: now, must_change_at: null })
      .where('id', '=', operator.id)
      .execute()
    await within
      .updateTable('operator_sessions')
      .set({ ended_at: now })
      .where('operator_id', '=', operator.id)
      .where('id', '<>', session.id)
      .where('ended_at', 'is', null)
      .execute()
    const act = { about: operator.id, actor: operator.id, at: now, ip: session.ip }
    await noteAct(within, { ...act, kind: 'operator.password-set' })
    return { outcome: 'chosen', token }
  })
}

/** Whoever found a browser open guesses no further than whoever stands outside. */
async function isOldPassword(
  { store, limiter, hasher }: ChooseParts,
  { operator, ip }: OperatorSession,
  old: string,
): Promise<'right' | 'wrong' | 'busy'> {
  const charges = passwordCharges({ name: operator.id, ip, isKnownPlace: true })
  const id = newId('gu')
  const taken = await limiter.take(charges, { id })
  if (!taken.taken) return 'busy'
  const row = await store
    .selectFrom('operators')
    .select('password_hash')
    .where('id', '=', operator.id)
    .executeTakeFirst()
  const isSame = row ? await hasher.verify(row.password_hash, old) : false
  if (isSame !== false) await limiter.giveBack(charges, id)
  if (isSame === null) return 'busy'
  return isSame ? 'right' : 'wrong'
}
