import { retryAfterSeconds } from '../limits/index.ts'
import { drawHash } from '../logins/index.ts'
import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'
import { KNOWN_PLACE_MS } from './end-session.ts'
import { passwordCharges } from './guess-limits.ts'
import { noteAct } from './note-act.ts'
import { ONE_TIME_MS } from './one-time-password.ts'
import type { OperatorParts } from './parts.ts'
import { placeOf } from './place.ts'

interface Attempt {
  readonly name: string
  readonly password: string
  readonly ip: string
}

export type Checked =
  | { readonly outcome: 'right'; readonly operatorId: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'limit-reached'; readonly retryAfterSeconds: number }

/** Of a password that nobody has. */
const nobodys = drawHash()

/** Whose name and password these are; a name that nobody has takes as long and is answered the same. */
export async function checkOperator(parts: OperatorParts, attempt: Attempt): Promise<Checked> {
  const { store, clock, limiter, pseudonym, hasher } = parts
  const now = clock.now()
  const name = attempt.name.trim().toLowerCase()
  const [subject, ip] = [pseudonym('operator', name), placeOf(parts, attempt.ip)]
  const found = await findByName(store, { name, ip, since: now - KNOWN_PLACE_MS })
  const charges = passwordCharges({ name: subject, ip, isKnownPlace: found?.isKnownPlace ?? false })
  const id = newId('gu')
  const taken = await limiter.take(charges, { id })
  if (!taken.taken)
    return { outcome: 'limit-reached', retryAfterSeconds: retryAfterSeconds(taken.refusedBy) }
  const isOver = found?.mustChangeAt != null && now >= found.mustChangeAt + ONE_TIME_MS
  const isSame = await hasher.verify(isOver ? nobodys : (found?.hash ?? nobodys), attempt.password)
  if (isSame === true && found && !isOver) {
    await limiter.giveBack(charges, id)
    return { outcome: 'right', operatorId: found.id }
  }
  if (isSame === null) await limiter.giveBack(charges, id)
  if (isSame === null) return { outcome: 'busy' }
  const act = { about: found?.id ?? subject, at: now, actor: 'console', ip }
  await noteWrong(store, act)
  return { outcome: 'wrong' }
}

/** Before there is a tenant there is no operator, and no log to write in. */
async function noteWrong(
  store: Store,
  act: { about: string; at: number; actor: string; ip: string },
) {
  const anyone = await store.selectFrom('tenants').select('id').limit(1).executeTakeFirst()
  if (anyone) await noteAct(store, { ...act, kind: 'operator.password-wrong' })
}

interface Sought {
  readonly name: string
  readonly ip: string
  readonly since: number
}

async function findByName(store: Store, { name, ip, since }: Sought) {
  const row = await store
    .selectFrom('operators')
    .select(['id', 'password_hash', 'must_change_at'])
    .select(({ selectFrom, fn }) =>
      selectFrom('operator_sessions')
        .select(fn.countAll<number | string>().as('rows'))
        .whereRef('operator_sessions.operator_id', '=', 'operators.id')
        .where('operator_sessions.stage', '=', 'verified')
        .where('operator_sessions.ip', '=', ip)
        .where('operator_sessions.created_at', '>', since)
        .as('known'),
    )
    .where('name', '=', name)
    .executeTakeFirst()
  if (!row) return null
  const { id, password_hash: hash, must_change_at: mustChangeAt, known } = row
  return { id, hash, mustChangeAt, isKnownPlace: Number(known) > 0 }
}
