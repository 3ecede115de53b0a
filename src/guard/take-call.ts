import {
  type Charge,
  callCharges,
  pushCharges,
  type Rule,
  type Standing,
  slotCharges,
  type TakeResult,
} from '../limits/index.ts'
import { blockBy } from './block-by-rule.ts'
import type { CallState } from './call-state.ts'
import { type Asked, toDecisionRow } from './decision.ts'
import type { DecisionLog } from './decision-log.ts'
import { isBlockExempted, returnExemption, useExemption, withoutExempted } from './exemptions.ts'
import type { GuardParts } from './parts.ts'
import { type Full, type LimitReached, refuse, toFull } from './refuse.ts'
import type { SpendWatch } from './spend-watch.ts'

export interface Wanted {
  readonly asked: Asked & { readonly callId: string }
  readonly state: CallState
  /** The call that this one takes the slot of. */
  readonly replaces?: string | undefined
}

/** Everything is charged; the call may be made. */
export interface Room {
  readonly outcome: 'room'
  /** Of all limits that were asked. */
  readonly standings: readonly Standing[]
  /** Of those that the next call is charged to as well. */
  readonly sendStandings: readonly Standing[]
  /** It was made: it is written down what was decided, with no wait. */
  keep(): void
  /** It was not made after all. */
  undo(): Promise<void>
}

export interface TakeParts extends GuardParts {
  readonly decisions: DecisionLog
  readonly spend: SpendWatch
}

/** Stops and blocks, then every limit: all are charged, or none. */
export async function takeCall(parts: TakeParts, given: Wanted): Promise<Room | LimitReached> {
  const { state } = given
  const asked = { ...given.asked, isKnown: state.isKnown }
  const wanted = { ...given, asked }
  const plan = planOf(parts, wanted)
  const held = findHold(asked, state)
  const taken = held ? null : await take(parts, wanted, plan.all)
  if (taken?.taken) return toRoom(parts, wanted, { plan, taken, exemptionId: null })
  const full = held ?? toFull(taken as Refusal)
  if (state.exemptionId === null) return refuseCall(parts, asked, { full, refusal: taken })
  const exempted = await takeExempted(parts, wanted, plan)
  if (exempted !== null && 'outcome' in exempted) return exempted
  const why = exempted ? { full: exempted, refusal: null } : { full, refusal: taken }
  return refuseCall(parts, asked, why)
}

type Refusal = Extract<TakeResult, { taken: false }>
type Taken = Extract<TakeResult, { taken: true }>

interface Plan {
  readonly sends: readonly Charge[]
  readonly all: readonly Charge[]
}

/** What it is charged to: slots are for calls alone. */
function planOf({ limits: { set } }: TakeParts, { asked: { kind, who } }: Wanted): Plan {
  if (kind === 'push') {
    const sends = pushCharges(set, who)
    return { sends, all: sends }
  }
  const sends = callCharges(set, who)
  return { sends, all: [...sends, ...slotCharges(set, who)] }
}

/** Where there is nothing to charge, the limiter is not asked. */
async function take(
  { limiter }: TakeParts,
  { asked: { callId }, replaces }: Wanted,
  charges: readonly Charge[],
): Promise<TakeResult> {
  if (charges.length === 0) return { taken: true, standings: [] }
  return limiter.take(charges, { id: callId, replaces })
}

/** What stops it whatever the limits say. */
function findHold({ at }: Asked, { stoppedUntil, blocks, isKnown }: CallState): Full | null {
  if (stoppedUntil !== null) return { limit: 'stopped', retryAfterMs: stoppedUntil - at }
  const [block] = isKnown ? [] : [...blocks].sort((a, b) => b.until - a.until)
  return block ? toHold(block, at) : null
}

function toHold({ scope, reason, until }: CallState['blocks'][number], at: number): Full {
  const limit = reason === 'breaker' ? `${scope}-breaker` : `${scope}-blocked`
  return { limit, retryAfterMs: until - at }
}

/** Past what is in the way of this user or number; not past money, lines, or what guards others. */
async function takeExempted(
  parts: TakeParts,
  wanted: Wanted,
  plan: Plan,
): Promise<Room | Full | null> {
  const { asked, state } = wanted
  const { at, callId, who } = asked
  const lasting = state.blocks.find(({ scope }) => !isBlockExempted(scope))
  if (lasting && !state.isKnown) return toHold(lasting, at)
  const reduced = { sends: withoutExempted(plan.sends), all: withoutExempted(plan.all) }
  const taken = await take(parts, wanted, reduced.all)
  if (!taken.taken) return toFull(taken)
  const id = state.exemptionId ?? ''
  const room = toRoom(parts, wanted, { plan: reduced, taken, exemptionId: id })
  if (await useExemption(parts.store, { tenantId: who.tenantId, id, callId, at })) return room
  await room.undo()
  return null
}

interface Made {
  readonly plan: Plan
  readonly taken: Taken
  readonly exemptionId: string | null
}

function toRoom(parts: TakeParts, { asked }: Wanted, { plan, taken, exemptionId }: Made): Room {
  const { callId } = asked
  const { standings } = taken
  return {
    ...{ outcome: 'room', standings, sendStandings: standings.slice(0, plan.sends.length) },
    keep() {
      const row = toDecisionRow({ ...asked, isExempted: exemptionId !== null }, standings, null)
      parts.decisions.note(row)
      parts.spend.note(asked.who.tenantId, standings)
    },
    async undo() {
      if (plan.all.length > 0) await parts.limiter.giveBack(plan.all, callId)
      if (exemptionId !== null) await returnExemption(parts.store, { id: exemptionId, callId })
    },
  }
}

interface Why {
  readonly full: Full
  readonly refusal: TakeResult | null
}

async function refuseCall(
  parts: TakeParts,
  asked: Asked,
  { full, refusal }: Why,
): Promise<LimitReached> {
  if (!refusal || refusal.taken) return refuse(parts.store, asked, full)
  parts.spend.noteRefused(asked.who.tenantId, refusal)
  const block = await blockBy(parts, asked, refusal.refusedBy.limit as Rule)
  const untilBlockEnds = block ? block.until - asked.at : 0
  const retryAfterMs = Math.max(full.retryAfterMs, untilBlockEnds)
  return refuse(parts.store, asked, { ...full, retryAfterMs })
}
