import { recordEvents } from '../audit/index.ts'
import type { CompiledSet, Rule } from '../limits/index.ts'
import type { Store } from '../store/index.ts'

export type StopReason = 'reported' | 'gate-failed'

interface NewStop {
  readonly tenantId: string
  readonly numberSubject: string
  readonly reason: StopReason
  readonly now: number
  readonly until: number
  /** The call, or the challenge, that led to it. */
  readonly about: string
}

/** Stops calls to a number. In the database, so that a restart or an empty Redis does not lift it. */
async function stopNumber(within: Store, stop: NewStop) {
  const { tenantId, numberSubject, reason, now, until, about } = stop
  await within
    .insertInto('stops')
    .values({ tenant_id: tenantId, number_subject: numberSubject, reason, until })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'number_subject'])
        .doUpdateSet({ reason, until })
        .where('stops.until', '<', until),
    )
    .execute()
  await recordEvents(within, [
    { tenantId, at: now, kind: 'number.stopped', about, detail: { reason, until } },
  ])
}

/** The same, for as long as the rule says that is in force. */
export function stopByRule(within: Store, set: CompiledSet, stop: Omit<NewStop, 'until'>) {
  const until = stop.now + ruleNamed(set, 'stopped', stop).windowSeconds * 1000
  return stopNumber(within, { ...stop, until })
}

export function ruleNamed(
  set: CompiledSet,
  name: string,
  { tenantId }: { readonly tenantId: string },
): Rule {
  const rule = set.bookOf(tenantId).rules.find((one) => one.name === name)
  if (!rule) throw new Error(`There is no rule named ${name}`)
  return rule
}
