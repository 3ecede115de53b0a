import { enforcedFrom, isEnforced, type TenantPolicy } from '../accounts/index.ts'
import { type ForecastPage, type LockedOut, lockOutWords } from './forecast.ts'
import { toIso } from './policy-to-answer.ts'

interface Asked {
  readonly policy: TenantPolicy
  readonly at: number
}

/** The answer that `ForecastAnswer` describes, written as it is found: the totals come last. */
export async function* forecastToJson(
  { policy, at }: Asked,
  pages: AsyncIterable<ForecastPage>,
): AsyncGenerator<string> {
  const from = enforcedFrom(policy)
  const facts = {
    at: toIso(at),
    enforced: isEnforced(policy, at),
    enforcedFrom: from === null ? null : toIso(from),
  }
  let text = `${JSON.stringify(facts).slice(0, -1)},"users":[`
  let divider = ''
  let ending = ''
  for await (const { lockedOut, totals } of pages) {
    for (const user of lockedOut) {
      text += divider + JSON.stringify(toUser(user))
      divider = ','
    }
    if (lockedOut.length > 0) {
      yield text
      text = ''
    }
    ending = `],"totals":${JSON.stringify(totals)}}`
  }
  yield text + ending
}

function toUser({ userId, role, reasons }: LockedOut) {
  return { userId, role, reasons, why: reasons.map((reason) => lockOutWords[reason]).join(' ') }
}
