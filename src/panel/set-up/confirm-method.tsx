import { openByFactor, resendChallenge, topicOf } from '../../challenges/index.ts'
import { confirmFactor, enrolmentOf } from '../../enrolment/index.ts'
import type { Factor } from '../../factors/index.ts'
import { noteChallenge, stepUp } from '../../logins/index.ts'
import { setCookie } from '../cookies.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { appIn } from '../verify/code-words.ts'
import { limitWords, numberWords } from '../verify/refusal-words.ts'
import { waitWords } from '../verify/resend-own.tsx'
import type { Exchange } from '../verify/verify-routes.tsx'
import { verifyTexts } from '../verify/verify-texts.ts'
import type { Enrolling } from './admit.ts'
import { confirmPath } from './confirm-pages.tsx'
import { confirmTexts } from './confirm-texts.ts'
import { findRound, sendPending } from './show-pending.tsx'

interface Pending extends Exchange {
  readonly factor: Factor
}

/** Nothing counts until its code was filled in (F5). */
export async function confirmMethod(
  parts: PanelParts,
  enrolling: Enrolling,
  { request, reply, factor }: Pending,
  typed: string,
) {
  const { visit, user } = enrolling
  const { language } = visit
  const wish = { userId: user.id, factorId: factor.id, typed }
  const result = await confirmFactor(parts.enrolment, visit.caller, wish)
  const again = (fault: string) =>
    sendPending(parts, enrolling, { reply, factor, answered: { fault }, status: 422 })

  switch (result.outcome) {
    case 'confirmed':
      parts.enrolment.notices.wake()
      return goOn(parts, enrolling, { request, reply, ...result })
    case 'unreadable':
      return again(verifyTexts[language].unreadable(visit.policy.codeLength))
    case 'wrong':
      if (result.attemptsLeft > 0) return again(verifyTexts[language].wrong(result.attemptsLeft))
      if (factor.method === 'totp') return again(confirmTexts[language].tooOften)
      return goTo(reply, visit, confirmPath(factor))
    case 'confirmation-over':
      if (factor.method !== 'app') return goTo(reply, visit, confirmPath(factor))
      return again(confirmTexts[language].notYet(appIn(visit.policy, language)))
    case 'limit-reached': {
      const answered = { said: limitWords(language, result) }
      reply.header('retry-after', result.retryAfterSeconds)
      return sendPending(parts, enrolling, { reply, factor, answered, status: 429 })
    }
    default:
      return goTo(reply, visit, confirmPath(factor))
  }
}

interface Confirmed extends Pending {
  readonly assertion: string
}

/** The first factor is the second step of this very login. */
async function goOn(
  parts: PanelParts,
  { visit, session, user, enrolment: before }: Enrolling,
  { reply, factor, assertion }: Confirmed,
) {
  if (session.stage !== 'verified') {
    const risen = await stepUp(parts.logins, session, { challengeId: null })
    // Another request of this browser was first: its cookie leads on.
    if (!risen) return goTo(reply, visit, '/set-up')
    setCookie(reply, 'session', risen.token)
  }
  // A number that was just changed proves nothing here: what was proved before still does.
  if (factor.heldUntil === null) setCookie(reply, 'proof', assertion)
  if (before.state === 'complete') return goTo(reply, visit, '/panel/2fa')
  const { state } = await enrolmentOf(parts.enrolment, visit.caller, user.id)
  return goTo(reply, visit, state === 'complete' ? '/set-up/codes' : '/set-up/choose')
}

/** "Code nogmaals versturen", for a factor that is not there yet. */
export async function resendPending(
  parts: PanelParts,
  enrolling: Enrolling,
  { reply, factor }: Pending,
) {
  const { visit } = enrolling
  const round = await findRound(parts, enrolling, factor)
  if (!round) return goTo(reply, visit, confirmPath(factor))
  const result = await resendChallenge(parts.challenges, visit.caller, round.id)
  const refused = waitWords(visit.language, result)
  if (!refused) {
    parts.challenges.signals.publish(topicOf(round.id))
    return goTo(reply, visit, confirmPath(factor))
  }
  reply.header('retry-after', refused.retryAfterSeconds)
  const answered = { said: refused.said }
  return sendPending(parts, enrolling, { reply, factor, answered, status: 429 })
}

/** Another code, once the one before is over. */
export async function sendAnew(
  parts: PanelParts,
  enrolling: Enrolling,
  { reply, factor }: Pending,
) {
  const { visit, session, user } = enrolling
  const round = await findRound(parts, enrolling, factor)
  const canBeSent = factor.method === 'voice' || factor.shown !== ''
  if (factor.method === 'totp' || !canBeSent || round?.status === 'open')
    return goTo(reply, visit, confirmPath(factor))
  const manner = { locale: user.locale ?? undefined, context: { ip: visit.ip } }
  const wish = { factor, purpose: 'enrol', manner } as const
  const opened = await openByFactor(parts.challenges, visit.caller, wish)
  if (opened.outcome === 'opened') {
    await noteChallenge(parts.logins, session, opened.challenge.id)
    parts.challenges.calls.wake()
    return goTo(reply, visit, confirmPath(factor))
  }
  const { language } = visit
  if (opened.outcome === 'limit-reached') {
    reply.header('retry-after', opened.retryAfterSeconds)
    const answered = { said: limitWords(language, opened) }
    return sendPending(parts, enrolling, { reply, factor, answered, status: 429 })
  }
  const reason = opened.outcome === 'number-refused' ? opened.reason : ''
  const answered = { said: numberWords(language, reason) }
  return sendPending(parts, enrolling, { reply, factor, answered, status: 422 })
}
