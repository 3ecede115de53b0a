import { parseReference } from '../../guard/index.ts'
import type { DecisionRow, Store } from '../../store/index.ts'
import { readStandings, type Standing } from '../calls/find-course.ts'

/** What somebody heard who was refused, and what can be done for them. */
export interface ShownRefusal {
  readonly id: string
  readonly reference: string
  readonly tenantId: string
  readonly limit: string
  readonly at: number
  readonly until: number
  readonly kind: string
  readonly standings: readonly Standing[]
  /** Keyed hashes; null where there is none. */
  readonly userSubject: string | null
  readonly numberSubject: string | null
  readonly country: string | null
}

const NEWEST = 50

/** By what its user reads out, however it is written; of all tenants. */
export async function findRefusal(store: Store, typed: string): Promise<ShownRefusal | null> {
  const reference = parseReference(typed)
  if (reference === null) return null
  const tenants = await store.selectFrom('tenants').select('id').execute()
  const row = await store
    .selectFrom('decisions')
    .selectAll()
    .where(
      'tenant_id',
      'in',
      tenants.map(({ id }) => id),
    )
    .where('reference', '=', reference)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toShown(row) : null
}

export async function listRefusals(store: Store): Promise<ShownRefusal[]> {
  const rows = await store
    .selectFrom('decisions')
    .selectAll()
    .where('verdict', '=', 'refused')
    .where('reference', 'is not', null)
    .orderBy('at', 'desc')
    .limit(NEWEST)
    .execute()
  return rows.map(toShown)
}

function toShown(row: DecisionRow): ShownRefusal {
  const subjects = JSON.parse(row.subjects) as Readonly<Record<string, unknown>>
  const text = (name: string) => {
    const found = subjects[name]
    return typeof found === 'string' ? found : null
  }
  const [user, number] = [text('userSubject'), text('numberSubject')]
  return {
    ...{ id: row.id, reference: row.reference ?? '', tenantId: row.tenant_id, kind: row.kind },
    ...{ limit: row.refused_by ?? '', at: row.at, until: row.until ?? row.at },
    standings: readStandings(row.standings),
    // For a bare number both are the same.
    userSubject: user === number ? null : user,
    ...{ numberSubject: number, country: text('country') },
  }
}
