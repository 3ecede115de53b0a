import { sql } from 'kysely'
import { ENDED } from '../../calls/index.ts'
import type { Store } from '../../store/index.ts'
import type { Period } from './period.ts'

/** What happened in one step of a period, or in all of it. */
export interface Figures {
  readonly calls: number
  readonly answered: number
  /** Calls after which their user was verified. */
  readonly verified: number
  readonly refused: number
  readonly costMicros: number
}

export interface Glance {
  readonly period: Period
  readonly total: Figures
  readonly steps: readonly (Figures & { readonly at: number })[]
  readonly byCarrier: readonly Named[]
  readonly byCountry: readonly Named[]
  /** Which rules refused, most first. */
  readonly byRule: readonly { readonly name: string; readonly refused: number }[]
  /** Calls that are going on now. */
  readonly live: number
}

type Named = Figures & { readonly name: string }

const nothing: Figures = { calls: 0, answered: 0, verified: 0, refused: 0, costMicros: 0 }

/** A call that was taken, whatever came of it. */
export const takenStatuses = [
  ...(['answered', 'gate-passed', 'spoken'] as const),
  ...(['completed', 'gate-failed', 'reported'] as const),
]

export async function findGlance(store: Store, period: Period): Promise<Glance> {
  const [calls, refusals, live] = await Promise.all([
    countCalls(store, period),
    countRefusals(store, period),
    countLive(store),
  ])
  const all = [
    ...calls,
    ...refusals.map(({ step, refused }) => ({
      ...nothing,
      step,
      refused,
      carrier: '',
      country: '',
    })),
  ]
  const length = Math.max(1, Math.ceil((period.to - period.from) / period.stepMs))
  const steps = Array.from({ length }, (_, step) => ({
    at: period.from + step * period.stepMs,
    ...sum(all.filter((one) => one.step === step)),
  }))
  return {
    ...{ period, live, steps, total: sum(all) },
    byCarrier: group(calls, ({ carrier }) => carrier),
    byCountry: group(calls, ({ country }) => country),
    byRule: rankRules(refusals),
  }
}

type Counted = Figures & { step: number; carrier: string; country: string }

/** One statement for all that is told of calls. */
async function countCalls(store: Store, { from, to, stepMs }: Period): Promise<Counted[]> {
  const rows = await store
    .selectFrom('calls')
    .leftJoin('challenges', 'challenges.id', 'calls.made_for')
    .select([
      sql<number>`cast((calls.created_at - ${from}) / ${stepMs} as integer)`.as('step'),
      sql<string>`coalesce(calls.carrier, '')`.as('carrier'),
      sql<string>`coalesce(calls.country, '')`.as('country'),
    ])
    .select(({ fn, eb, and }) => [
      fn.countAll<number | string>().as('calls'),
      fn.sum<number | string | null>('calls.price_micros').as('cost'),
      fn
        .sum<number | string>(
          eb
            .case()
            .when('calls.status', 'in', takenStatuses)
            .then(sql.lit(1))
            .else(sql.lit(0))
            .end(),
        )
        .as('answered'),
      fn
        .sum<number | string>(
          eb
            .case()
            // The call that was made last is the one that was heard.
            .when(
              and([
                eb('challenges.status', '=', 'approved'),
                eb('challenges.method', '=', 'voice'),
                eb('calls.created_at', '>=', eb.ref('challenges.last_call_at')),
              ]),
            )
            .then(sql.lit(1))
            .else(sql.lit(0))
            .end(),
        )
        .as('verified'),
    ])
    .where('calls.created_at', '>=', from)
    .where('calls.created_at', '<=', to)
    .groupBy(['step', 'carrier', 'country'].map((name) => sql.ref(name)))
    .execute()
  return rows.map((row) => ({
    ...{ step: Number(row.step), carrier: row.carrier, country: row.country },
    ...{ calls: Number(row.calls), answered: Number(row.answered), verified: Number(row.verified) },
    ...{ refused: 0, costMicros: Number(row.cost ?? 0) },
  }))
}

async function countRefusals(store: Store, { from, to, stepMs }: Period) {
  const rows = await store
    .selectFrom('decisions')
    .select([sql<number>`cast((at - ${from}) / ${stepMs} as integer)`.as('step'), 'refused_by'])
    .select(({ fn }) => fn.countAll<number | string>().as('refused'))
    .where('at', '>=', from)
    .where('at', '<=', to)
    .where('verdict', '=', 'refused')
    .groupBy(['step', 'refused_by'].map((name) => sql.ref(name)))
    .execute()
  return rows.map(({ step, refused_by: rule, refused }) => ({
    ...{ step: Number(step), rule: rule ?? '', refused: Number(refused) },
  }))
}

async function countLive(store: Store): Promise<number> {
  const { live } = await store
    .selectFrom('calls')
    .select(({ fn }) => fn.countAll<number | string>().as('live'))
    .where('progress', '<', ENDED)
    .executeTakeFirstOrThrow()
  return Number(live)
}

function sum(some: readonly Figures[]): Figures {
  return some.reduce<Figures>(
    (total, one) => ({
      calls: total.calls + one.calls,
      answered: total.answered + one.answered,
      verified: total.verified + one.verified,
      refused: total.refused + one.refused,
      costMicros: total.costMicros + one.costMicros,
    }),
    nothing,
  )
}

function group(counted: readonly Counted[], nameOf: (one: Counted) => string): Named[] {
  const names = [...new Set(counted.map(nameOf))]
  return names
    .map((name) => ({ name, ...sum(counted.filter((one) => nameOf(one) === name)) }))
    .sort((a, b) => b.calls - a.calls)
}

function rankRules(refusals: readonly { readonly rule: string; readonly refused: number }[]) {
  const names = [...new Set(refusals.map(({ rule }) => rule))]
  return names
    .map((name) => ({
      name,
      refused: refusals
        .filter(({ rule }) => rule === name)
        .reduce((total, { refused }) => total + refused, 0),
    }))
    .sort((a, b) => b.refused - a.refused)
}
