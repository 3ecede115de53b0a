import { type LoginWho, type Standing, wrongPasswordCharges } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import { type LimitReached, limitReached } from './limit-reached.ts'
import type { LoginParts } from './parts.ts'
import { drawHash } from './password-hash.ts'
import { LONGEST, lengthOf } from './strength.ts'

type GuessParts = Pick<LoginParts, 'limiter' | 'limits' | 'hasher'>

interface Guess {
  readonly who: LoginWho
  /** Null: there is none to be right about, which takes as long to find out. */
  readonly hash: string | null
  readonly password: string
}

export type GuessResult =
  | { readonly outcome: 'right'; readonly standings: readonly Standing[] }
  | { readonly outcome: 'wrong'; readonly standings: readonly Standing[] }
  /** Too many passwords are looked at already; this one was not. */
  | { readonly outcome: 'busy' }
  | LimitReached

/** Of a password that nobody has. */
const nobodys = drawHash()

/**
 * Counts a guess before it is looked at, and gives it back when it was right or not looked at. One
 * comparison, whatever the answer: `test/security/login-enumeration.test.ts`.
 */
export async function guessPassword(
  { limiter, limits, hasher }: GuessParts,
  { who, hash, password }: Guess,
): Promise<GuessResult> {
  const charges = wrongPasswordCharges(limits.set, who)
  const id = newId('gu')
  const taken = await limiter.take(charges, { id })
  if (!taken.taken) return limitReached(taken)
  const isTooLong = lengthOf(password) > LONGEST
  const isSame = await hasher.verify(hash ?? nobodys, isTooLong ? '' : password)
  const isRight = isSame === true && hash !== null && !isTooLong
  if (isRight || isSame === null) await limiter.giveBack(charges, id)
  if (isSame === null) return { outcome: 'busy' }
  return { outcome: isRight ? 'right' : 'wrong', standings: taken.standings }
}
