import type { Store } from '../../store/index.ts'
import { findShownCall, type ShownCall } from './find-calls.ts'

/** Something that happened to a call, or to what it was made for. */
export interface Moment {
  readonly at: number
  /** A kind of the audit log. */
  readonly kind: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
  readonly actor: string | null
}

export interface Course {
  readonly call: ShownCall
  readonly facts: {
    readonly gate: string
    readonly locale: string
    readonly sipStatus: number | null
    readonly placedAt: number | null
    readonly endedAt: number | null
    readonly pricedAt: number | null
  }
  readonly moments: readonly Moment[]
  /** How full each rule was that was asked, where it is still known. */
  readonly standings: readonly Standing[]
}

export interface Standing {
  readonly rule: string
  readonly used: number
  readonly quota: number
  readonly isShadow: boolean
}

/** A decision is written within a tenth of a second; clocks of instances differ by less than this. */
const NEAR_MS = 60_000

/** One call's life, as the log and its own row tell it; masked numbers alone. */
export async function findCourse(store: Store, id: string): Promise<Course | null> {
  const call = await findShownCall(store, id)
  if (!call) return null
  const [row, moments, standings] = await Promise.all([
    store
      .selectFrom('calls')
      .select(['gate', 'locale', 'sip_status', 'placed_at', 'ended_at', 'priced_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
    findMoments(store, [id, call.challengeId]),
    findStandings(store, call),
  ])
  const facts = {
    ...{ gate: row.gate, locale: row.locale, sipStatus: row.sip_status },
    ...{ placedAt: row.placed_at, endedAt: row.ended_at, pricedAt: row.priced_at },
  }
  return { call, facts, moments, standings }
}

async function findMoments(store: Store, about: readonly string[]): Promise<Moment[]> {
  const rows = await store
    .selectFrom('audit_events')
    .select(['at', 'kind', 'detail', 'actor'])
    .where('about', 'in', about)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(({ at, kind, detail, actor }) => ({
    ...{ at, kind, actor },
    detail: JSON.parse(detail || '{}'),
  }))
}

async function findStandings(store: Store, call: ShownCall): Promise<Standing[]> {
  const row = await store
    .selectFrom('decisions')
    .select('standings')
    .where('at', '>=', call.createdAt - NEAR_MS)
    .where('at', '<=', call.createdAt + NEAR_MS)
    .where('call_id', '=', call.id)
    .executeTakeFirst()
  return row ? readStandings(row.standings) : []
}

/** As they were written: `[rule, used, quota, whether a shadow rule would have refused]`. */
export function readStandings(json: string): Standing[] {
  const rows: unknown = JSON.parse(json)
  if (!Array.isArray(rows)) return []
  return rows.map(([rule, used, quota, isShadow]) => ({
    ...{ rule: String(rule), used: Number(used), quota: Number(quota) },
    isShadow: Boolean(isShadow),
  }))
}
