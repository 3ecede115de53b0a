import { type E164, numberFacts } from '../calls/index.ts'
import type { CompiledSet, Who } from '../limits/index.ts'
import type { NumberState } from './number-state.ts'
import type { ChallengeParts } from './parts.ts'

const HOME = 'NL'

/** What the limits are told of a number beside its keyed hash; kept with its challenge. */
export interface CallFacts {
  readonly prefixSubject: string
  readonly country: string
  readonly numberKind: 'mobile' | 'fixed-line'
  readonly isForeign: boolean
  readonly isTrusted: boolean
  readonly isProven: boolean
  readonly hasOtherMethod: boolean
  readonly officeTimes: number
}

/** What the number itself tells, before anybody is asked. */
export function placeOf({ pseudonym }: Pick<ChallengeParts, 'pseudonym'>, to: E164) {
  const { prefix, country, kind } = numberFacts(to)
  return { prefixSubject: pseudonym('prefix', prefix), country, numberKind: kind }
}

export type Place = ReturnType<typeof placeOf>

interface Known {
  readonly tenantId: string
  readonly numberSubject: string
  readonly place: Place
  readonly state: Pick<NumberState, 'isProven' | 'hasOtherMethod'>
  /** Where the end user is, as the panel saw it. */
  readonly address: string | undefined
}

export function toFacts(
  { limits }: Pick<ChallengeParts, 'limits'>,
  { tenantId, numberSubject, place, state, address }: Known,
): CallFacts {
  const { set } = limits
  const isTrusted = set.isTrusted(tenantId, numberSubject)
  return {
    ...place,
    isForeign: place.country !== HOME,
    isTrusted,
    isProven: isTrusted || state.isProven,
    hasOtherMethod: state.hasOtherMethod,
    officeTimes: address === undefined ? 1 : set.officeTimes(tenantId, address),
  }
}

/** What one call to it is reckoned to cost now. */
export function priceOf(
  set: CompiledSet,
  { country, numberKind }: Pick<CallFacts, 'country' | 'numberKind'>,
): number {
  return set.priceMicros(country, numberKind)
}

/** As the limits are asked. */
export function toCounted(set: CompiledSet, facts: CallFacts): Partial<Who> {
  const { prefixSubject, country, isProven, isForeign, hasOtherMethod, officeTimes } = facts
  return {
    ...{ prefixSubject, country, isProven, isForeign, hasOtherMethod, officeTimes },
    priceMicros: priceOf(set, facts),
  }
}

/** As a call is written down. */
export function toCallColumns(set: CompiledSet, facts: CallFacts) {
  const { prefixSubject, country } = facts
  return { prefixSubject, country, priceMicros: priceOf(set, facts) }
}
