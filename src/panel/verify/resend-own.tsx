import { resendChallenge, topicOf } from '../../challenges/index.ts'
import type { Language } from '../../pages/index.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import type { Proving } from './admit.ts'
import { findOwnLogin } from './own-challenge.ts'
import { refusalTexts } from './refusal-texts.ts'
import { limitWords, timeWords } from './refusal-words.ts'
import { sendChallenge } from './show-own.tsx'
import type { Exchange } from './verify-routes.tsx'

/** "Code nogmaals versturen": the server decides, whatever a button said. */
export async function resendOwn(parts: PanelParts, proving: Proving, { reply }: Exchange) {
  const { visit, session } = proving
  const own = await findOwnLogin(parts, session)
  const result = own && (await resendChallenge(parts.challenges, visit.caller, own.id))
  const refused = result && waitWords(visit.language, result)
  if (!own || !refused) {
    if (own) parts.challenges.signals.publish(topicOf(own.id))
    return goTo(reply, visit, '/verify')
  }
  reply.header('retry-after', refused.retryAfterSeconds)
  const more = { said: refused.said }
  return sendChallenge(parts, proving, { reply, challenge: own, more, status: 429 })
}

type Refusable =
  | Awaited<ReturnType<typeof resendChallenge>>
  | { readonly outcome: 'switched' | 'factor-unknown' | 'number-refused' }

/** Why it has to wait; null: there is another reason, or it was done. */
export function waitWords(language: Language, result: Refusable) {
  if (result.outcome === 'limit-reached')
    return { said: limitWords(language, result), retryAfterSeconds: result.retryAfterSeconds }
  if (result.outcome !== 'too-soon') return null
  const { retryAfterSeconds } = result
  const time = timeWords(language, retryAfterSeconds)
  return { said: [refusalTexts[language].tooSoon(time)], retryAfterSeconds }
}
