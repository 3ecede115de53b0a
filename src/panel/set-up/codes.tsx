import { findProofFault, replaceCodesOf } from '../../enrolment/index.ts'
import { findFactors } from '../../factors/index.ts'
import { stepDown } from '../../logins/index.ts'
import { sendPage } from '../../pages/index.ts'
import { readCookie, setCookie } from '../cookies.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import type { Exchange } from '../verify/verify-routes.tsx'
import type { Enrolling } from './admit.ts'
import { CodesPage, DonePage, OfferCodesPage } from './last-pages.tsx'

/** Whoever set something up, and nobody before. */
function isSetUp({ session, enrolment: { state } }: Enrolling) {
  return session.stage === 'verified' && state !== 'none'
}

export async function offerCodes(parts: PanelParts, enrolling: Enrolling, { reply }: Exchange) {
  const { visit } = enrolling
  if (!isSetUp(enrolling)) return goTo(reply, visit, '/set-up')
  if (await hasCodes(parts, enrolling)) return goTo(reply, visit, '/set-up/done')
  return sendPage(reply, <OfferCodesPage visit={visit} />)
}

async function hasCodes({ challenges: { store, clock } }: PanelParts, { user }: Enrolling) {
  const whose = { tenantId: user.tenantId, userId: user.id, now: clock.now() }
  const factors = await findFactors(store, whose)
  return factors.some(({ method, state }) => method === 'recovery' && state === 'confirmed')
}

/** Answered at once and not by another page: they are kept nowhere that could show them again. */
export async function makeCodes(
  parts: PanelParts,
  enrolling: Enrolling,
  { request, reply }: Exchange,
) {
  const { visit, user, session } = enrolling
  if (!isSetUp(enrolling)) return goTo(reply, visit, '/set-up')
  const { tenantId } = visit
  const proof = readCookie(request, 'proof') ?? ''
  const fault = await findProofFault(parts.enrolment, { tenantId, userId: user.id, proof })
  if (fault !== null) {
    await stepDown(parts.logins, session)
    setCookie(reply, 'back', '/set-up/codes')
    return goTo(reply, visit, '/verify')
  }
  const codes = await replaceCodesOf(parts.enrolment, visit.caller, user.id)
  if (!codes) return goTo(reply, visit, '/login')
  const here = { ...visit, path: '/set-up/codes' }
  const name = user.displayName ?? user.id
  return sendPage(reply, <CodesPage visit={here} name={name} codes={codes} />)
}

export async function showDone(_parts: PanelParts, enrolling: Enrolling, { reply }: Exchange) {
  const { visit, enrolment } = enrolling
  if (!isSetUp(enrolling)) return goTo(reply, visit, '/set-up')
  return sendPage(reply, <DonePage visit={visit} enrolment={enrolment} />)
}
