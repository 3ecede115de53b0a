import { callCharges, compileRules, defaultRules, type Rule } from '../src/limits/index.ts'

/** The rules of a new installation, with room for every request of a bench. */
const raised = { quota: 1_000_000_000 }

export const raisedRules: readonly Rule[] = defaultRules.map((rule) => ({ ...rule, ...raised }))
export const raisedSet = compileRules(raisedRules)

/** All that counts calls by number and by tenant. */
const sevenRules = compileRules(
  raisedRules.filter(
    ({ counts, subject }) => counts === 'calls' && (subject === 'number' || subject === 'tenant'),
  ),
)

export function sevenCharges(subject: string) {
  return callCharges(sevenRules, { tenantId: 'demo', numberSubject: subject })
}

const TWENTY = 20

/** What the first call to a number is charged to: sums, shared counts and a name of its own among them. */
export function twentyCharges(subject: string) {
  const charges = callCharges(raisedSet, {
    ...{ tenantId: 'demo', numberSubject: subject, prefixSubject: subject.slice(0, 8) },
    ipSubjects: { ip: subject.slice(0, 6), ipNetwork: null },
    ...{ country: 'NL', priceMicros: 85_000 },
  })
  if (charges.length < TWENTY) throw new Error(`There are ${charges.length} rules`)
  return charges.slice(-TWENTY)
}

/** Seven of the twenty: of every kind some, and of the logs that limits share about as many. */
export function sevenOfTwenty(subject: string) {
  return twentyCharges(subject).filter((_, place) => place % 3 === 0)
}
