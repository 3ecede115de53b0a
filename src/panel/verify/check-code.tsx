import { verifyChallenge } from '../../challenges/index.ts'
import { stepUp } from '../../logins/index.ts'
import { dropCookie, readCookie, setCookie } from '../cookies.ts'
import { standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import { toOwnPath } from '../home/home-routes.tsx'
import type { PanelParts } from '../parts.ts'
import type { Proving } from './admit.ts'
import { findOwnLogin } from './own-challenge.ts'
import { limitWords } from './refusal-words.ts'
import { sendChallenge } from './show-own.tsx'
import type { Exchange } from './verify-routes.tsx'
import { verifyTexts } from './verify-texts.ts'

/** What was typed, against the login of this session and no other. */
export async function checkCode(
  parts: PanelParts,
  proving: Proving,
  exchange: Exchange,
  typed: string,
) {
  const { reply } = exchange
  const { visit, session } = proving
  const own = await findOwnLogin(parts, session)
  if (!own) return goTo(reply, visit, '/verify')
  const words = verifyTexts[visit.language]
  const result = await verifyChallenge(parts.challenges, visit.caller, { id: own.id, typed })
  const again = (fault: string) =>
    sendChallenge(parts, proving, { reply, challenge: own, more: { fault }, status: 422 })

  switch (result.outcome) {
    case 'approved':
      return letIn(parts, proving, { ...exchange, assertion: result.assertion })
    case 'unreadable':
      return again(words.unreadable(own.codeLength))
    case 'wrong':
      // The last one closed it: the page says so.
      if (result.attemptsLeft === 0) return goTo(reply, visit, '/verify')
      return again(words.wrong(result.attemptsLeft))
    case 'limit-reached': {
      const more = { said: limitWords(visit.language, result) }
      reply.header('retry-after', result.retryAfterSeconds)
      return sendChallenge(parts, proving, { reply, challenge: own, more, status: 429 })
    }
    default:
      return goTo(reply, visit, '/verify')
  }
}

interface Proved extends Exchange {
  readonly assertion: string
}

/** A new session from here on: whoever knew the old one knows nothing (T21). */
async function letIn(
  parts: PanelParts,
  { visit, session }: Proving,
  { request, reply, assertion }: Proved,
) {
  const risen = await stepUp(parts.logins, session)
  // Another request of this browser was first: its cookie leads on.
  if (!risen) return goTo(reply, visit, '/verify')
  setCookie(reply, 'session', risen.token)
  setCookie(reply, 'proof', assertion)
  const back = readCookie(request, 'back')
  dropCookie(reply, 'back')
  const { step } = await standingOf(parts, { ...visit, session: risen.session })
  return goTo(reply, visit, step === '/panel' && back !== null ? toOwnPath(back) : step)
}
