import {
  type Charge,
  type CompiledSet,
  callCharges,
  createMemoryLimiter,
  isSummed,
  limitKey,
  pushCharges,
  type Rule,
  slotCharges,
  unverifiedCharges,
} from '../limits/index.ts'
import { nextLength } from './block-lengths.ts'
import { type RecordedWho, whoOfDecision } from './decision.ts'
import { withoutExempted } from './exemptions.ts'
import type { Replayed } from './replay-log.ts'
import { createTimeline } from './timeline.ts'

/** A call that was refused then has no end: it lasts as long as most do. */
const USUAL_CALL_MS = 45_000

export interface Judged {
  /** The rule that refuses; null: allowed. */
  readonly refusedBy: string | null
}

/** What does not follow from the rules stays as it was: stops, the ladder, the breaker. */
const isHeld = ({ verdict, refused_by }: Replayed) =>
  verdict === 'refused' && /^(stopped|resend-ladder|.*-breaker)$/.test(refused_by ?? '')

/**
 * Takes recorded decisions again by other rules, in their order: with the charges and the limiter that
 * calls are made with, blocks, slots that end with their calls, and verified calls given back.
 */
export function createReplayJudge(set: CompiledSet) {
  let now = 0
  const limiter = createMemoryLimiter({ now: () => now, keyOf: createKeyRecall() })
  const timeline = createTimeline()
  const blocks = new Map<string, { until: number; lengthMs: number }>()
  const askedOf = createRecall((row: Replayed) => {
    const who = shorten(whoOfDecision(row))
    return { who, charges: chargesOf(row.kind, who) }
  })
  const shorten = createShortener()
  const toKnown = createChargeRecall()

  return async (row: Replayed): Promise<Judged> => {
    await timeline.runUntil(row.at)
    now = row.at
    if (isHeld(row)) return { refusedBy: row.refused_by }
    const { who, charges } = askedOf(row)
    const blocked = row.kind === 'push' ? null : findBlock(who)
    if (blocked !== null) return { refusedBy: blocked }

    const refusedBy = await limiter.tryTake(charges, { id: row.id })
    if (refusedBy) {
      const rule = refusedBy.limit as Rule
      block(rule, who)
      return { refusedBy: rule.name }
    }
    if (row.kind === 'call') plan(row, who)
    return { refusedBy: null }
  }

  function chargesOf(kind: string, who: RecordedWho) {
    if (kind === 'push') return pushCharges(set, who).map(toKnown)
    const charges = [...callCharges(set, who), ...slotCharges(set, who)]
    return (who.isExempted ? withoutExempted(charges) : charges).map(toKnown)
  }

  function plan(row: Replayed, who: RecordedWho) {
    const endedAt = row.ended_at ?? row.at + USUAL_CALL_MS
    timeline.add(endedAt, async () => {
      await limiter.giveBack(slotCharges(set, who), row.id)
      if (row.priced_at === null || row.real_micros === null) return
      const caps = callCharges(set, { ...who, isProven: true }).filter(({ limit }) =>
        isSummed(limit),
      )
      await limiter.giveBack(caps, row.id, row.real_micros)
    })
    if (row.status !== 'approved' || row.closed_at === null || who.isProven) return
    const given = unverifiedCharges(set, who)
    if (given.length > 0) timeline.add(row.closed_at, () => limiter.giveBack(given, row.id))
  }

  function findBlock({ tenantId, prefixSubject, country, ...who }: RecordedWho): string | null {
    if (who.isKnown || who.isExempted) return null
    const places = { prefix: prefixSubject, country, tenant: tenantId }
    for (const [scope, subject] of Object.entries(places))
      if ((blocks.get(`${tenantId} ${scope} ${subject}`)?.until ?? 0) > now)
        return `${scope}-blocked`
    return null
  }

  function block({ subject: scope, block: lengths }: Rule, who: RecordedWho) {
    if (!lengths) return
    const { tenantId, prefixSubject, country } = who
    const subject = { prefix: prefixSubject, country, tenant: tenantId }[scope as 'prefix']
    if (!subject) return
    const key = `${tenantId} ${scope} ${subject}`
    const lengthMs = nextLength(blocks.get(key), now, {
      firstMs: lengths.firstSeconds * 1000,
      mostMs: lengths.mostSeconds * 1000,
    })
    blocks.set(key, { until: now + lengthMs, lengthMs })
  }
}

/** Making a key takes longer than everything that is done with it. */
function createKeyRecall() {
  const keys = new WeakMap<Charge, string>()
  return (charge: Charge) => {
    const key = keys.get(charge) ?? limitKey(charge)
    keys.set(charge, key)
    return key
  }
}

const heldByMany: ReadonlySet<Rule['subject']> = new Set([
  ...(['global', 'carrier', 'tenant', 'country', 'prefix', 'ip', 'ip-network'] as const),
])

/** What many are charged to is one object: a million decisions would not fit into the caches. */
function createChargeRecall() {
  const known = new Map<string, Charge>()
  return (charge: Charge): Charge => {
    const { limit, subject, amount, useId } = charge
    if (!heldByMany.has((limit as Rule).subject)) return charge
    const name = `${limit.name} ${amount} ${useId} ${subject}`
    const found = known.get(name) ?? charge
    known.set(name, found)
    return found
  }
}

const RECALLED_MOST = 20_000

/** Who is called every morning is the same every morning: what follows from it is found once. */
function createRecall<Asked>(find: (row: Replayed) => Asked): (row: Replayed) => Asked {
  let known = new Map<string, Asked>()
  return (row) => {
    const key = `${row.kind} ${row.tenant_id} ${row.subjects}`
    const found = known.get(key) ?? find(row)
    if (known.size >= RECALLED_MOST) known = new Map()
    known.set(key, found)
    return found
  }
}

/** Short names for keyed hashes: a million decisions have twenty-five keys each to be found by. */
function createShortener() {
  const names = new Map<string, string>()
  const toShort = <Subject extends string | null | undefined>(subject: Subject) => {
    if (typeof subject !== 'string') return subject
    const short = names.get(subject) ?? names.size.toString(36)
    names.set(subject, short)
    return short
  }

  return (who: RecordedWho): RecordedWho => ({
    ...who,
    numberSubject: toShort(who.numberSubject) ?? '',
    userSubject: toShort(who.userSubject),
    factorSubject: toShort(who.factorSubject),
    prefixSubject: toShort(who.prefixSubject),
    ipSubjects: who.ipSubjects && {
      ip: toShort(who.ipSubjects.ip) ?? '',
      ipNetwork: toShort(who.ipSubjects.ipNetwork) ?? null,
    },
  })
}
