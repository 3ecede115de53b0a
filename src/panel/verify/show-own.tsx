import type { FastifyReply } from 'fastify'
import type { Challenge, OpenResult } from '../../challenges/index.ts'
import { endSession } from '../../logins/index.ts'
import { sendPage } from '../../pages/index.ts'
import { standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { addressOf } from './address-of.ts'
import type { Proving } from './admit.ts'
import { toCodeView } from './code-view.ts'
import { EndedPage, type Ending, RefusedPage } from './ended-page.tsx'
import { findOwnLogin, openOwn } from './own-challenge.ts'
import { limitWords, numberWords } from './refusal-words.ts'
import { roundOf, sendReported } from './reported.tsx'
import { VerifyPage, type VerifyPageProps } from './verify-page.tsx'
import type { Exchange } from './verify-routes.tsx'

/** Goes on with the login of this session, or begins it. */
export async function showOwn(parts: PanelParts, proving: Proving, exchange: Exchange) {
  const own = await findOwnLogin(parts, proving.session)
  // What was approved let somebody in; whoever is here has to prove it anew.
  if (!own || own.status === 'approved') return open(parts, proving, exchange, undefined)
  const { request, reply } = exchange
  if (own.status === 'open' && roundOf(request) !== own.id)
    return goTo(reply, proving.visit, addressOf(own))
  return sendChallenge(parts, proving, { reply, challenge: own })
}

/** A new code, once the one before is over. */
export async function openAnew(parts: PanelParts, proving: Proving, exchange: Exchange) {
  const own = await findOwnLogin(parts, proving.session)
  const { reply } = exchange
  if (own?.status === 'open' || own?.status === 'reported')
    return goTo(reply, proving.visit, '/verify')
  return open(parts, proving, exchange, own?.factorId)
}

/** By this factor, or else the first there is; then the page of it. */
export async function open(
  parts: PanelParts,
  proving: Proving,
  { request, reply }: Exchange,
  factorId: string | null | undefined,
) {
  const { visit, session, user } = proving
  const userAgent = request.headers['user-agent']
  const opened = await openOwn(parts, { visit, session, user, factorId, userAgent })
  if (opened.outcome !== 'opened') return sendRefused(parts, proving, { reply, refused: opened })
  return goTo(reply, visit, addressOf(opened.challenge))
}

const endings: readonly Ending[] = ['expired', 'exhausted', 'cancelled']

interface Sent {
  readonly reply: FastifyReply
  readonly challenge: Challenge
  readonly more?: Pick<VerifyPageProps, 'fault' | 'said'>
  readonly status?: number
}

/** The page of a challenge as it is now. */
export async function sendChallenge(
  parts: PanelParts,
  { visit, session }: Proving,
  { reply, challenge, more = {}, status = 200 }: Sent,
) {
  if (challenge.status === 'reported') {
    await endSession(parts.logins, session)
    return sendReported(reply, visit)
  }
  const view = await toCodeView(parts, visit.caller, challenge)
  if (view.status === 'open')
    return sendPage(reply, <VerifyPage visit={visit} view={view} {...more} />, status)
  const ending = endings.find((one) => one === view.status) ?? 'expired'
  const page = <EndedPage visit={visit} ending={ending} reference={view.reference} />
  return sendPage(reply, page, status)
}

interface NotOpened {
  readonly reply: FastifyReply
  readonly refused: Exclude<OpenResult, { readonly outcome: 'opened' }>
}

async function sendRefused(parts: PanelParts, { visit }: Proving, { reply, refused }: NotOpened) {
  const { language } = visit
  switch (refused.outcome) {
    case 'limit-reached': {
      const said = limitWords(language, refused)
      reply.header('retry-after', refused.retryAfterSeconds)
      return sendPage(reply, <RefusedPage visit={visit} said={said} />, 429)
    }
    case 'number-refused': {
      const said = numberWords(language, refused.reason, refused.exchangeReason)
      return sendPage(reply, <RefusedPage visit={visit} said={said} />, 422)
    }
    default: {
      // The factors changed since we looked: whoever has none left goes where that leads.
      const { step } = await standingOf(parts, visit)
      if (step !== '/verify') return goTo(reply, visit, step)
      return sendPage(reply, <RefusedPage visit={visit} said={[]} />, 409)
    }
  }
}
