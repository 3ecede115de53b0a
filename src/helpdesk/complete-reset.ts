import { type Caller, usableFactors } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { cancelOfFactor } from '../challenges/index.ts'
import {
  disableFactor,
  type Factor,
  lockFactors,
  lockUser,
  removeFactor,
  type User,
} from '../factors/index.ts'
import { endSessionsSince, requireNewPassword } from '../logins/index.ts'
import type { Notice, PanelEvent } from '../notices/index.ts'
import type { Store } from '../store/index.ts'
import { drawEntry, type Entry } from './entry.ts'
import type { HelpdeskParts } from './parts.ts'
import { type Reset, statusOf } from './reset.ts'
import { aboutReset, isReachable, resetEvent } from './reset-notice.ts'
import { close, findReset, type ResetKey, voidEntries } from './reset-store.ts'

export interface Completion extends Omit<ResetKey, 'tenantId'> {
  readonly agent: string
  /** The factors that are lost; all of them where it does not say. */
  readonly factorIds?: readonly string[] | undefined
  /** Why, for the log. */
  readonly note?: string | undefined
}

export type CompleteResult =
  | {
      readonly outcome: 'completed'
      readonly reset: Reset
      readonly user: User
      readonly lost: readonly Factor[]
    }
  | { readonly outcome: 'reset-unknown' | 'second-person-needed' | 'mail-needed' }
  | { readonly outcome: 'reset-closed'; readonly reset: Reset }
  | { readonly outcome: 'reset-not-ready'; readonly reset: Reset }
  | { readonly outcome: 'factor-unknown' }

/** Takes lost factors away and, where none is left to log in with, mails the user a way back in. */
export async function completeReset(
  parts: HelpdeskParts,
  caller: Caller,
  completion: Completion,
): Promise<CompleteResult> {
  const { store } = parts.challenges
  const result = await store
    .transaction()
    .execute((within) => complete(parts, within, { caller, completion }))
  if (result.outcome !== 'completed') return result
  for (const { tenantId, id } of result.lost)
    await cancelOfFactor(parts.challenges, { tenantId, factorId: id })
  parts.notices.wake()
  return result
}

interface Asked {
  readonly caller: Caller
  readonly completion: Completion
}

async function complete(
  parts: HelpdeskParts,
  within: Store,
  { caller, completion }: Asked,
): Promise<CompleteResult> {
  const { tenantId, keyId } = caller
  const { userId, resetId, agent, note } = completion
  const now = parts.challenges.clock.now()
  const user = await lockUser(within, { tenantId, userId }, parts.challenges.keyring)
  const reset = await findReset(within, { tenantId, userId, resetId }, now)
  if (!user || !reset) return { outcome: 'reset-unknown' }
  if (reset.ending !== null) return { outcome: 'reset-closed', reset }
  const status = statusOf(reset, user, now)
  if (status === 'waiting-approval') return { outcome: 'second-person-needed' }
  if (status !== 'ready') return { outcome: 'reset-not-ready', reset }
  if (!isReachable(parts, user)) return { outcome: 'mail-needed' }
  const factors = await lockFactors(within, { tenantId, userId, now })
  const lost = pickLost(factors, { caller, completion, user })
  if (!lost) return { outcome: 'factor-unknown' }

  const entry = lost.areAll ? drawEntry(parts, now) : null
  await voidEntries(within, { tenantId, userId })
  const done = await close(within, reset, { ending: 'done', at: now, entry })
  if (!done) return { outcome: 'reset-closed', reset }
  const by = { actor: keyId, agent }
  await takeAway(within, lost, { now, by: { ...by, detail: { reset: reset.id } } })
  await requireNewPassword(within, { tenantId, userId, at: now, by })
  if (lost.areAll) await endSessionsSince(within, { tenantId, userId, since: 0, at: now })
  const counted = { factors: lost.factors.length, entry: entry !== null }
  const detail = { ...counted, ...(note && { note }) }
  await recordEvents(within, [resetEvent('reset.done', done, { at: now, by, detail })])
  await parts.notices.enqueue(within, noticesOf(user, done, { lost, entry, at: now }))
  return { outcome: 'completed', reset: done, user, lost: lost.factors }
}

interface Lost {
  readonly factors: readonly Factor[]
  /** Nothing is left to log in with. */
  readonly areAll: boolean
}

/** Where what is left lets nobody in, it goes as well; null when one that is named is not there. */
function pickLost(
  factors: readonly Factor[],
  { caller: { policy }, completion: { factorIds }, user }: Asked & { readonly user: User },
): Lost | null {
  if (factorIds === undefined) return { factors, areAll: true }
  const named = factors.filter(({ id }) => factorIds.includes(id))
  if (named.length < new Set(factorIds).size) return null
  const left = factors.filter((factor) => !named.includes(factor))
  const recovery = left.filter(
    ({ method, state }) => method === 'recovery' && state === 'confirmed',
  )
  const letsIn = usableFactors(policy, user.role, left).length + recovery.length > 0
  return letsIn ? { factors: named, areAll: false } : { factors, areAll: true }
}

type By = NonNullable<Parameters<typeof disableFactor>[1]['by']>

/**
 * Where all go, those that were confirmed stay as disabled until the entry is redeemed: a user without
 * any could set up a new one by the password alone. What was only begun goes in any case.
 */
async function takeAway(
  within: Store,
  { factors, areAll }: Lost,
  { now, by }: { readonly now: number; readonly by: By },
) {
  for (const { tenantId, userId, id: factorId, confirmedAt } of factors)
    if (areAll && confirmedAt !== null) await disableFactor(within, { factorId, now, by })
    else await removeFactor(within, { tenantId, userId, factorId, now, by })
}

interface Outcome {
  readonly lost: Lost
  readonly entry: Entry | null
  readonly at: number
}

function noticesOf(
  user: User,
  reset: Reset,
  { lost, entry, at }: Outcome,
): (Notice | PanelEvent)[] {
  const about = aboutReset(user, reset, at)
  const toRemoved = ({ id: factorId, method, label }: Factor): Notice => ({
    ...{ ...about, kind: 'factor-removed', details: { method, label } },
    ids: { ...about.ids, factorId },
  })
  if (entry === null)
    return [
      { tenantId: user.tenantId, type: 'reset.done', at, ids: { ...about.ids, userId: user.id } },
      ...lost.factors.filter(({ confirmedAt }) => confirmedAt !== null).map(toRemoved),
    ]
  const { link, expiresAt } = entry
  return [
    { ...about, kind: 'reset-done', details: {} },
    { ...about, kind: 'entry', details: { link, expiresAt } },
  ]
}
