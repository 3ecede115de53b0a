import { type Caller, isAllowed } from '../accounts/index.ts'
import { judgeNumber, parseNumber } from '../calls/index.ts'
import { type OpenResult, openByFactor } from '../challenges/index.ts'
import {
  type AddResult,
  type By,
  drawTotpSecret,
  type Factor,
  findUser,
  insertPendingFactor,
  type NewFactor,
  type User,
} from '../factors/index.ts'
import type { EnrolmentParts } from './parts.ts'
import { drawAppSetUp, type SetUp, toTotpSetUp } from './show-set-up.ts'

export type FactorWish = { readonly label?: string } & (
  | {
      readonly method: 'voice'
      readonly number: string
      readonly context?: { readonly ip?: string }
    }
  | { readonly method: 'totp' | 'app' }
)

type Refused =
  | { readonly outcome: 'user-unknown' | 'method-not-allowed' }
  | {
      readonly outcome: 'number-refused'
      readonly reason: string
      readonly exchangeReason?: string
    }
  | Exclude<AddResult, { outcome: 'added' }>
  | Exclude<OpenResult, { outcome: 'opened' }>

type Opened = Extract<OpenResult, { outcome: 'opened' }>

export type Added =
  | { readonly outcome: 'added'; readonly factor: Factor; readonly opened: Opened }
  | { readonly outcome: 'added'; readonly factor: Factor; readonly setUp: SetUp }

/** Adds a factor that counts for nothing yet, and begins to confirm it. */
export async function addFactor(
  parts: EnrolmentParts,
  caller: Caller,
  { userId, wish }: { userId: string; wish: FactorWish },
): Promise<Added | Refused> {
  const { store, keyring } = parts.challenges
  const user = await findUser(store, { tenantId: caller.tenantId, userId }, keyring)
  if (!user) return { outcome: 'user-unknown' }
  if (!isAllowed(caller.policy, wish)) return { outcome: 'method-not-allowed' }
  const { method, label } = wish
  const { tenantId, keyId } = caller
  const by = { actor: keyId }
  const about = { tenantId, userId, by, ...(label !== undefined && { label }) }
  if (method === 'voice') return addNumber(parts, caller, { ...about, wish, user })
  return method === 'totp' ? addTotp(parts, caller, { about, user }) : addApp(parts, about)
}

interface NumberWish {
  readonly tenantId: string
  readonly userId: string
  readonly label?: string
  readonly by: By
  readonly wish: Extract<FactorWish, { method: 'voice' }>
  readonly user: User
}

/** What cannot be called is refused before anything is written; then it is called (F9). */
async function addNumber(
  parts: EnrolmentParts,
  caller: Caller,
  { wish, user, ...about }: NumberWish,
): Promise<Added | Refused> {
  const parsed = parseNumber(wish.number)
  if ('refused' in parsed) return { outcome: 'number-refused', reason: parsed.refused }
  const { number } = parsed
  const judged = judgeNumber(number, caller.policy)
  if (judged.verdict !== 'allow') return { outcome: 'number-refused', reason: judged.reason }
  const own = await parts.judgeOwnNumber(caller, number)
  if (own) return { outcome: 'number-refused', ...own }

  const numberSubject = parts.challenges.pseudonym('number', number)
  const added = await insert(parts, { ...about, method: 'voice', number, numberSubject })
  if (added.outcome !== 'added') return added
  const manner = { locale: user.locale ?? undefined, context: wish.context }
  const { factor } = added
  const opened = await openByFactor(parts.challenges, caller, { factor, purpose: 'enrol', manner })
  return opened.outcome === 'opened' ? { outcome: 'added', factor, opened } : opened
}

type About = Pick<NewFactor, 'tenantId' | 'userId' | 'label' | 'by'>

async function addTotp(
  parts: EnrolmentParts,
  { policy }: Caller,
  { about, user }: { about: About; user: User },
): Promise<Added | Refused> {
  const secret = drawTotpSecret()
  const added = await insert(parts, { ...about, method: 'totp', secret })
  if (added.outcome !== 'added') return added
  return {
    outcome: 'added',
    factor: added.factor,
    setUp: await toTotpSetUp(policy, user, secret),
  }
}

async function addApp(parts: EnrolmentParts, about: About): Promise<Added | Refused> {
  const { store, keyring, clock } = parts.challenges
  return store.transaction().execute(async (within) => {
    const now = clock.now()
    const added = await insertPendingFactor(within, { ...about, method: 'app' }, { keyring, now })
    if (added.outcome !== 'added') return added
    const { factor } = added
    return { outcome: 'added' as const, factor, setUp: await drawAppSetUp(parts, within, factor) }
  })
}

function insert({ challenges: { store, keyring, clock } }: EnrolmentParts, wanted: NewFactor) {
  const means = { keyring, now: clock.now() }
  return store.transaction().execute((within) => insertPendingFactor(within, wanted, means))
}
