import type { AdvisedMethod } from '../../accounts/index.ts'
import { addFactor, type FactorWish, findProofFault } from '../../enrolment/index.ts'
import { noteChallenge, stepDown } from '../../logins/index.ts'
import { readCookie, setCookie } from '../cookies.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { limitWords, numberWords } from '../verify/refusal-words.ts'
import type { Exchange } from '../verify/verify-routes.tsx'
import type { Enrolling } from './admit.ts'
import type { NotAdded } from './choose-page.tsx'
import { confirmPath } from './confirm-pages.tsx'
import { setUpTexts } from './set-up-texts.ts'
import { sendChoices } from './show-choices.tsx'
import { findPairedApp } from './show-pending.tsx'

export interface Chosen {
  readonly method?: AdvisedMethod | undefined
  readonly number?: string | undefined
}

/** "Toevoegen": it counts for nothing until its code was filled in. */
export async function addMethod(
  parts: PanelParts,
  enrolling: Enrolling,
  exchange: Exchange,
  { method, number = '' }: Chosen,
) {
  const { visit, user, session } = enrolling
  const { reply } = exchange
  const words = setUpTexts[visit.language]
  if (!method) {
    const notAdded = { said: [words.pick] }
    return sendChoices(parts, enrolling, { reply, notAdded, status: 422 })
  }
  if (!(await isProved(parts, enrolling, exchange))) return reply
  const paired = method === 'app' ? await findPairedApp(parts, enrolling) : null
  if (paired) return goTo(reply, visit, confirmPath(paired))
  const wish: FactorWish =
    method === 'voice' ? { method, number, context: { ip: visit.ip } } : { method }
  const result = await addFactor(parts.enrolment, visit.caller, { userId: user.id, wish })
  if (result.outcome === 'added') {
    if ('opened' in result) {
      await noteChallenge(parts.logins, session, result.opened.challenge.id)
      parts.challenges.calls.wake()
    }
    return goTo(reply, visit, confirmPath(result.factor))
  }
  const refused = whyNot(enrolling, result, number)
  if (!refused) return goTo(reply, visit, '/set-up')
  const { status, ...notAdded } = refused
  return sendChoices(parts, enrolling, { reply, notAdded: { ...notAdded, method }, status })
}

/** Whoever has a factor proves it anew before there is another one (OWASP ASVS 7.5.1). */
async function isProved(
  parts: PanelParts,
  enrolling: Enrolling,
  { request, reply }: Exchange,
): Promise<boolean> {
  const { visit, user, session } = enrolling
  const proof = readCookie(request, 'proof') ?? ''
  const { tenantId, language } = visit
  const fault = await findProofFault(parts.enrolment, { tenantId, userId: user.id, proof })
  if (fault === null) return true
  if (fault === 'held') {
    const notAdded = { said: [setUpTexts[language].faults.held] }
    await sendChoices(parts, enrolling, { reply, notAdded, status: 403 })
    return false
  }
  await stepDown(parts.logins, session)
  setCookie(reply, 'back', '/set-up/choose')
  goTo(reply, visit, '/verify')
  return false
}

type NotDone = Exclude<Awaited<ReturnType<typeof addFactor>>, { readonly outcome: 'added' }>
type WhyNot = NotAdded & { readonly status: number }

/** In the words of the person; null: the user or the rules changed since the page was sent. */
function whyNot(
  { visit: { language } }: Enrolling,
  result: NotDone,
  number: string,
): WhyNot | null {
  const { faults } = setUpTexts[language]
  switch (result.outcome) {
    case 'number-refused': {
      const said = numberWords(language, result.reason, result.exchangeReason)
      return { said, number, status: 422 }
    }
    case 'number-known':
      return { said: [faults.known], number, status: 409 }
    case 'too-many':
      return { said: [faults.many], status: 409 }
    case 'method-not-allowed':
      return { said: [faults.notOffered], status: 422 }
    case 'limit-reached':
      return { said: limitWords(language, result), status: 429 }
    default:
      return null
  }
}
