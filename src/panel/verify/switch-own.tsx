import { switchChallenge, topicOf, waysOf } from '../../challenges/index.ts'
import { sendPage } from '../../pages/index.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import type { Proving } from './admit.ts'
import { MethodsPage, type OtherMethod } from './methods-page.tsx'
import { findOwnLogin } from './own-challenge.ts'
import { numberWords } from './refusal-words.ts'
import { waitWords } from './resend-own.tsx'
import { open } from './show-own.tsx'
import type { Exchange } from './verify-routes.tsx'

/** "Gebruik een andere methode". */
export async function showMethods(parts: PanelParts, proving: Proving, { reply }: Exchange) {
  const { visit } = proving
  const methods = await otherMethods(parts, proving)
  const here = { ...visit, path: '/verify/methods' }
  return sendPage(reply, <MethodsPage visit={here} methods={methods} />)
}

/** Goes on by another factor; where no code is open any more, begins by it. */
export async function switchOwn(
  parts: PanelParts,
  proving: Proving,
  exchange: Exchange,
  factorId: string,
) {
  const { visit, session } = proving
  const { reply } = exchange
  const own = await findOwnLogin(parts, session)
  if (own?.status === 'reported') return goTo(reply, visit, '/verify')
  if (own?.status !== 'open') return open(parts, proving, exchange, factorId)

  const to = { id: own.id, factorId }
  const result = await switchChallenge(parts.challenges, visit.caller, to)
  const refused = waitWords(visit.language, result)
  const isNumber = result.outcome === 'number-refused'
  if (refused || isNumber) {
    if (refused) reply.header('retry-after', refused.retryAfterSeconds)
    const said = refused?.said ?? (isNumber ? numberWords(visit.language, result.reason) : [])
    const methods = await otherMethods(parts, proving)
    const page = <MethodsPage visit={visit} methods={methods} said={said} />
    return sendPage(reply, page, refused ? 429 : 422)
  }
  parts.challenges.signals.publish(topicOf(own.id))
  return goTo(reply, visit, '/verify')
}

/** All that a login may use now, but what it uses already. */
async function otherMethods(
  parts: PanelParts,
  { visit, session, user }: Proving,
): Promise<readonly OtherMethod[]> {
  const own = await findOwnLogin(parts, session)
  const present = own?.status === 'open' ? own.factorId : null
  const ways = await waysOf(parts.challenges, visit.caller, user)
  return ways
    .filter(({ id }) => id !== present)
    .map(({ id, method, label, shown }) => ({ factorId: id, method, label: label || shown }))
}
