import type { Rule } from '../../limits/index.ts'
import type { Store } from '../../store/index.ts'
import { readStandings } from '../calls/find-course.ts'

const HOUR_MS = 3_600_000
/** Of the last hour: enough to see what is full, and not more than a page can wait for. */
const NEWEST = 2000
const FULLEST = 3

/** How hard a rule is pressed. */
export interface Pressure {
  /** The fullest subjects of the last hour, the fullest first. */
  readonly fullest: readonly Fullest[]
  readonly refused: number
  /** Refused had it been enforced. */
  readonly shadowRefused: number
}

export interface Fullest {
  /** A keyed hash, or a country or tenant. */
  readonly subject: string
  readonly used: number
  readonly quota: number
}

export interface Recorded {
  readonly tenant_id: string
  readonly refused_by: string | null
  readonly subjects: string
  readonly standings: string
}

export async function findPressure(
  store: Store,
  rules: readonly Rule[],
  now: number,
): Promise<ReadonlyMap<string, Pressure>> {
  const rows = await store
    .selectFrom('decisions')
    .select(['tenant_id', 'refused_by', 'subjects', 'standings'])
    .where('at', '>=', now - HOUR_MS)
    .orderBy('at', 'desc')
    .limit(NEWEST)
    .execute()
  return toPressure(rules, rows)
}

export function toPressure(
  rules: readonly Rule[],
  rows: readonly Recorded[],
): ReadonlyMap<string, Pressure> {
  const asked = rows.map((row) => ({
    ...row,
    subjects: JSON.parse(row.subjects) as Readonly<Record<string, unknown>>,
    standings: readStandings(row.standings),
  }))
  return new Map(
    rules.map((rule) => {
      const seen = asked.flatMap((one) => {
        const standing = one.standings.find((each) => each.rule === rule.name)
        return standing ? [{ ...standing, subject: subjectOf(rule, one) }] : []
      })
      const pressure = {
        fullest: rank(seen),
        refused: rows.filter(({ refused_by }) => refused_by === rule.name).length,
        shadowRefused: seen.filter(({ isShadow }) => isShadow).length,
      }
      return [rule.name, pressure] as const
    }),
  )
}

function rank(seen: readonly Fullest[]): Fullest[] {
  const most = new Map<string, Fullest>()
  for (const { subject, used, quota } of seen) {
    const known = most.get(subject)
    if (!known || used / quota > known.used / known.quota)
      most.set(subject, { subject, used, quota })
  }
  const byFullness = (a: Fullest, b: Fullest) => b.used / b.quota - a.used / a.quota
  return [...most.values()].sort(byFullness).slice(0, FULLEST)
}

interface Asked {
  readonly tenant_id: string
  readonly subjects: Readonly<Record<string, unknown>>
}

function subjectOf({ subject }: Rule, { tenant_id, subjects }: Asked): string {
  const ip = subjects.ipSubjects as { ip?: string; ipNetwork?: string } | null | undefined
  const found = {
    ...{ tenant: tenant_id, global: '', country: subjects.country, carrier: subjects.carrier },
    ...{ number: subjects.numberSubject, prefix: subjects.prefixSubject },
    ...{ user: subjects.userSubject, factor: subjects.factorSubject },
    ...{ ip: ip?.ip, 'ip-network': ip?.ipNetwork },
  }
  return String((Object.hasOwn(found, subject) && found[subject as 'user']) || '')
}
