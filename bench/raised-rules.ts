import { compileRules, defaultRules, type Rule } from '../src/limits/index.ts'

/** The rules of a new installation, with room for every request of a bench. */
const raised = { quota: 1_000_000_000 }

export const raisedRules: readonly Rule[] = defaultRules.map((rule) => ({ ...rule, ...raised }))

/** All that counts calls by number and by tenant. */
export const sevenRules = compileRules(
  raisedRules.filter(
    ({ counts, subject }) => counts === 'calls' && (subject === 'number' || subject === 'tenant'),
  ),
)

export const raisedSet = compileRules(raisedRules)
