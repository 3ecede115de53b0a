import type { FastifyReply } from 'fastify'
import { type Challenge, findChallenge, findOpenForFactor } from '../../challenges/index.ts'
import { showSetUp } from '../../enrolment/index.ts'
import { type Factor, findFactor, findFactors, toQrSvg } from '../../factors/index.ts'
import { sendPage } from '../../pages/index.ts'
import type { PanelParts } from '../parts.ts'
import { toCodeView } from '../verify/code-view.ts'
import { findOwn } from '../verify/own-challenge.ts'
import type { Enrolling } from './admit.ts'
import { AppPage, TotpPage } from './app-pages.tsx'
import { type Answered, OverPage, SentPage } from './confirm-pages.tsx'
import { confirmTexts } from './confirm-texts.ts'

/** A factor of the user who asks, and of nobody else. */
export function findPending(
  { challenges: { store, clock } }: Pick<PanelParts, 'challenges'>,
  { user }: Pick<Enrolling, 'user'>,
  factorId: string,
): Promise<Factor | null> {
  const key = { tenantId: user.tenantId, userId: user.id, factorId }
  return findFactor(store, { ...key, now: clock.now() })
}

/** The round that confirms it: this session's own, or the one that began when the app was paired. */
export async function findRound(
  parts: PanelParts,
  { session, user }: Enrolling,
  factor: Factor,
): Promise<Challenge | null> {
  const own = await findOwn(parts, session)
  if (own?.factorId === factor.id && own.purpose === 'enrol') return own
  const { store, clock } = parts.challenges
  const { tenantId } = user
  const id = await findOpenForFactor(parts.challenges, { tenantId, factorId: factor.id })
  return id === null ? null : findChallenge(store, { tenantId, id, now: clock.now() })
}

/**
 * The app that its user logged in to, instead of pairing it by the code on our page (F8): it waits for
 * the code that it shows.
 */
export async function findPairedApp(
  parts: PanelParts,
  enrolling: Enrolling,
): Promise<Factor | null> {
  const { store, clock } = parts.challenges
  const { tenantId, id: userId } = enrolling.user
  const factors = await findFactors(store, { tenantId, userId, now: clock.now() })
  const paired = factors.filter(
    ({ method, state, shown }) => method === 'app' && state === 'pending' && shown !== '',
  )
  for (const factor of paired.reverse()) {
    const round = await findRound(parts, enrolling, factor)
    if (round?.status === 'open') return factor
  }
  return null
}

interface Shown {
  readonly reply: FastifyReply
  readonly factor: Factor
  readonly answered?: Answered
  readonly status?: number
}

/** The page on which a factor is confirmed, whatever it needs first. */
export async function sendPending(parts: PanelParts, enrolling: Enrolling, shown: Shown) {
  const { reply, factor, answered = {}, status = 200 } = shown
  const { visit, user } = enrolling
  const props = { visit, factor, ...answered }
  const isUnpaired = factor.method === 'app' && factor.shown === ''
  if (factor.method === 'totp' || isUnpaired) {
    const setUp = await showSetUp(parts.enrolment, visit.caller, { user, factor })
    if (setUp && 'secret' in setUp)
      return sendPage(reply, <TotpPage {...props} setUp={setUp} />, status)
    if (setUp) {
      const qrSvg = await toQrSvg(setUp.pairingUri)
      return sendPage(reply, <AppPage {...props} setUp={{ ...setUp, qrSvg }} />, status)
    }
  }
  const round = await findRound(parts, enrolling, factor)
  if (round?.status === 'open') {
    const view = await toCodeView(parts, visit.caller, round)
    return sendPage(reply, <SentPage {...props} view={view} />, status)
  }
  const words = confirmTexts[visit.language]
  const said = answered.said ?? [round?.status === 'reported' ? words.reported : words.over]
  return sendPage(reply, <OverPage {...props} said={said} />, status)
}
