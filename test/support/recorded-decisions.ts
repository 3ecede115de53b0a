import { toDecisionRow } from '../../src/guard/decision.ts'
import { insertDecisions } from '../../src/guard/decision-log.ts'
import { seeded } from './ops-traffic.ts'
import type { TestService } from './test-service.ts'

const DAY_MS = 24 * 3_600_000
const AT_ONCE = 1000

/** What the limits were asked in the last day, all of it allowed: ten calls to each number. */
export async function recordDecisions(
  { store, clock }: Pick<TestService, 'store' | 'clock'>,
  count: number,
) {
  const draw = seeded(11)
  const first = clock.now() - DAY_MS + 60_000
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => {
      const at = first + Math.floor(((from + n) / count) * (DAY_MS - 120_000))
      const numberSubject = `n${draw(Math.ceil(count / 10))}`
      const who = { tenantId: 'demo', numberSubject, country: 'NL', priceMicros: 85_000 }
      return toDecisionRow({ kind: 'call', at, who, challengeId: null, callId: null }, [], null)
    })
    await insertDecisions(store, rows).execute()
  }
}
