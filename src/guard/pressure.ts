import type { Rule } from '../limits/index.ts'
import type { Store } from '../store/index.ts'
import type { Recorded } from './decision.ts'

/** What one rule did in the last hour. */
export interface RulePressure {
  readonly rule: string
  readonly asked: number
  readonly refused: number
  readonly shadowRefused: number
  /** How full it was for whom it was fullest: 1 is full. */
  readonly fullest: number
}

const HOUR_MS = 3_600_000
/** The newest so many decide; with more in an hour the picture is the same. */
const MOST_DECISIONS = 5000

/** For each rule, in the order of the set. */
export async function readPressure(
  store: Store,
  { rules, now }: { readonly rules: readonly Rule[]; readonly now: number },
): Promise<RulePressure[]> {
  const rows = await store
    .selectFrom('decisions')
    .select(['refused_by', 'standings'])
    .where('at', '>', now - HOUR_MS)
    .orderBy('at', 'desc')
    .limit(MOST_DECISIONS)
    .execute()
  const counted = new Map(rules.map(({ name }) => [name, nothing(name)]))
  for (const { refused_by: refusedBy, standings } of rows)
    for (const recorded of JSON.parse(standings) as Recorded[]) add(counted, recorded, refusedBy)
  return [...counted.values()]
}

const nothing = (rule: string): RulePressure => ({
  ...{ rule, asked: 0, refused: 0, shadowRefused: 0, fullest: 0 },
})

function add(
  counted: Map<string, RulePressure>,
  [rule, used, quota, wouldRefuse]: Recorded,
  refusedBy: string | null,
) {
  const before = counted.get(rule)
  if (!before) return
  counted.set(rule, {
    rule,
    asked: before.asked + 1,
    refused: before.refused + (refusedBy === rule ? 1 : 0),
    shadowRefused: before.shadowRefused + wouldRefuse,
    fullest: Math.max(before.fullest, quota > 0 ? used / quota : 1),
  })
}
