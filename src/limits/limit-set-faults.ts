import { guessesPerYear, guessOdds } from './guess-odds.ts'
import { fault, type LimitFault, twice } from './limit-fault.ts'
import type { LimitSet } from './limit-set.ts'
import { parseNetwork } from './network.ts'
import { withQuotas } from './overridden.ts'
import { faultsOfOverrides } from './override-faults.ts'
import { isEnforced, type Rule } from './rule.ts'
import { faultsOfRules } from './rule-faults.ts'

/** What a schema cannot say: whether the parts of a limit set go together. */
export function faultsOfSet(set: LimitSet): LimitFault[] {
  const ofRules = faultsOfRules(set.rules)
  const ofOverrides = ofRules.length > 0 ? [] : faultsOfOverrides(set)
  const ofParts = [...faultsOfOffices(set), ...faultsOfPrices(set), ...faultsOfBreaker(set)]
  const faults = [...ofRules, ...ofOverrides, ...ofParts]
  return faults.length > 0 ? faults : faultsOfGuessing(set)
}

function faultsOfOffices({ offices, trusted }: LimitSet): LimitFault[] {
  const unreadable = offices.flatMap(({ network }, index) =>
    parseNetwork(network) ? [] : fault(`/offices/${index}/network`, { kind: 'no-network' }),
  )
  const doubles = (entries: readonly string[], at: string) =>
    twice(entries).flatMap((index) => fault(`/${at}/${index}`, { kind: 'twice' }))
  return [
    ...unreadable,
    ...doubles(
      offices.map(({ tenant, network }) => `${tenant} ${network}`),
      'offices',
    ),
    ...doubles(
      trusted.map(({ tenant, number }) => `${tenant} ${number}`),
      'trusted',
    ),
  ]
}

function faultsOfPrices({ prices }: LimitSet): LimitFault[] {
  const keys = prices.map(({ country, kind }) => `${country} ${kind}`)
  const missing = keys.includes('* *') ? [] : fault('/prices', { kind: 'no-other-price' })
  return [
    ...missing,
    ...twice(keys).flatMap((index) => fault(`/prices/${index}`, { kind: 'twice' })),
  ]
}

function faultsOfBreaker({ breaker: { calls, least } }: LimitSet): LimitFault[] {
  return least <= calls ? [] : fault('/breaker/least', { kind: 'more-than-calls' })
}

/** NIST's bar is far below; ours is what docs/limits.md promises. */
const MOST_ODDS = 1 / 1000
const AUTHENTICATOR = { digits: 6, codesAtOnce: 3 }

/** For everybody, and for each tenant with quotas of its own. */
function faultsOfGuessing({ rules, overrides }: LimitSet): LimitFault[] {
  if (isGuessable(rules)) return fault('/rules', { kind: 'guessable' })
  return overrides.flatMap((override, index) =>
    isGuessable(withQuotas(rules, [override]))
      ? fault(`/overrides/${index}/quota`, { kind: 'guessable-for-tenant' })
      : [],
  )
}

function isGuessable(rules: readonly Rule[]): boolean {
  return guessOdds(guessesPerYear(rules.filter(isEnforced)), AUTHENTICATOR) > MOST_ODDS
}
