import { sql } from 'kysely'
import { listVersions } from '../../guard/index.ts'
import { compileLimits } from '../../limits/index.ts'
import { listOperators } from '../../operators/index.ts'
import type { Store } from '../../store/index.ts'
import { periodOf } from '../glance/period.ts'
import type { OpsParts } from '../parts.ts'
import { currentLimits } from './change.ts'
import { findPressure } from './find-pressure.ts'
import type { LimitsView } from './limits-page.tsx'
import type { RefusalSteps } from './refusal-plot.tsx'

export async function findLimitsView(parts: OpsParts): Promise<LimitsView> {
  const { store, clock, pseudonym } = parts.operators
  const now = clock.now()
  const stored = await currentLimits(parts)
  const numberSubject = (number: string) => pseudonym('number', number)
  const { rules } = compileLimits(stored.limits, { version: stored.version, now, numberSubject })
  const [pressure, refusals, versions, tenants, operators] = await Promise.all([
    findPressure(store, rules, now),
    findRefusalSteps(store, now),
    listVersions(store),
    store.selectFrom('tenants').select('id').orderBy('id').execute(),
    listOperators(store),
  ])
  return {
    ...{ stored, rules, pressure, refusals, versions, now },
    tenants: tenants.map(({ id }) => id),
    names: new Map(operators.map(({ id, name }) => [id, name])),
  }
}

/** More lines than this nobody can tell apart. */
const LINES = 6

/** The rules that refused most in the last day, for each half hour. */
export async function findRefusalSteps(store: Store, now: number): Promise<RefusalSteps> {
  const { from, to, stepMs } = periodOf('day', now)
  const rows = await store
    .selectFrom('decisions')
    .select([sql<number>`cast((at - ${from}) / ${stepMs} as integer)`.as('step'), 'refused_by'])
    .select(({ fn }) => fn.countAll<number | string>().as('refused'))
    .where('at', '>=', from)
    .where('at', '<=', to)
    .where('verdict', '=', 'refused')
    .groupBy(['step', 'refused_by'].map((name) => sql.ref(name)))
    .execute()
  const steps = Math.ceil((to - from) / stepMs)
  const names = [...new Set(rows.map(({ refused_by: name }) => name ?? ''))]
  const byRule = names.map((name) => {
    const refused = Array.from({ length: steps }, () => 0)
    for (const row of rows)
      if (row.refused_by === name) refused[Number(row.step)] = Number(row.refused)
    return { name, refused }
  })
  const total = ({ refused }: { refused: number[] }) => refused.reduce((sum, one) => sum + one, 0)
  return {
    at: Array.from({ length: steps }, (_, step) => from + step * stepMs),
    byRule: byRule.sort((a, b) => total(b) - total(a)).slice(0, LINES),
  }
}
