import { type Caller, usableFactors } from '../accounts/index.ts'
import { challengeProblems } from '../challenges/index.ts'
import {
  countUnused,
  countUsersOfNumber,
  type Factor,
  findFactors,
  findUser,
  type User,
} from '../factors/index.ts'
import { enrolmentState } from './enrolment-state.ts'
import type { EnrolmentParts } from './parts.ts'

/** A user as the API shows it: who it is, what there is to prove it with, and what is still wanted. */
export async function toUserAnswer(
  parts: EnrolmentParts,
  { policy, tenantId }: Caller,
  user: User,
) {
  const { store, clock } = parts.challenges
  const now = clock.now()
  const factors = await findFactors(store, { tenantId, userId: user.id, now })
  const { id, displayName, emails, locale, role, createdAt } = user
  return {
    ...{ id, displayName, emails: [...emails], locale, role, createdAt: iso(createdAt) },
    factors: await Promise.all(
      factors.map((one) => toFactorAnswer(parts, one, usableFactors(policy, role, factors)[0])),
    ),
    enrolment: await stateOf(parts, policy, { user, factors }),
  }
}

/** The one that a login begins with, by the policy as it is now. */
export async function primaryOf(
  { challenges: { store, clock, keyring } }: EnrolmentParts,
  { tenantId, policy }: Caller,
  userId: string,
): Promise<Factor | undefined> {
  const user = await findUser(store, { tenantId, userId }, keyring)
  const factors = await findFactors(store, { tenantId, userId, now: clock.now() })
  return user ? usableFactors(policy, user.role, factors)[0] : undefined
}

/** How far a user is by now. */
export async function enrolmentOf(parts: EnrolmentParts, caller: Caller, userId: string) {
  const { store, clock, keyring } = parts.challenges
  const whose = { tenantId: caller.tenantId, userId }
  const user = await findUser(store, whose, keyring)
  if (!user) throw challengeProblems.userUnknown()
  const factors = await findFactors(store, { ...whose, now: clock.now() })
  return stateOf(parts, caller.policy, { user, factors })
}

async function stateOf(
  parts: EnrolmentParts,
  policy: Caller['policy'],
  { user, factors }: { user: User; factors: readonly Factor[] },
) {
  const known = await Promise.all(factors.map((factor) => withUsers(parts, factor)))
  const now = parts.challenges.clock.now()
  const state = enrolmentState({ policy, user, factors: known, now })
  return { ...state, missing: [...state.missing], advice: [...state.advice] }
}

async function withUsers({ challenges: { store } }: EnrolmentParts, factor: Factor) {
  const { tenantId, numberSubject, method, state } = factor
  if (numberSubject === null) return { method, state }
  const usersOfNumber = await countUsersOfNumber(store, { tenantId, numberSubject })
  return { method, state, usersOfNumber }
}

export async function toFactorAnswer(
  { challenges: { store } }: EnrolmentParts,
  factor: Factor,
  primary: Factor | undefined,
) {
  const { id, method, label, shown, state, createdAt, expiresAt, confirmedAt, heldUntil } = factor
  return {
    ...{ id, method, label, shown, state },
    primary: id === primary?.id,
    createdAt: iso(createdAt),
    expiresAt: state === 'pending' ? iso(expiresAt) : null,
    confirmedAt: confirmedAt === null ? null : iso(confirmedAt),
    heldUntil: heldUntil === null ? null : iso(heldUntil),
    codesLeft: method === 'recovery' ? await countUnused(store, id) : null,
  }
}

const iso = (at: number) => new Date(at).toISOString()
