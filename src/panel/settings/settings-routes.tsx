import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { factorIdPattern } from '../../challenges/index.ts'
import {
  changeFactorOf,
  findProofFault,
  removeFactorOf,
  replaceCodesOf,
  toUserAnswer,
} from '../../enrolment/index.ts'
import type { User } from '../../factors/index.ts'
import { endOthers, endSession, listSessions, type Session, stepDown } from '../../logins/index.ts'
import { sendPage } from '../../pages/index.ts'
import { readCookie, setCookie } from '../cookies.ts'
import { standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { type Visit, visitOf } from '../visit.ts'
import { CodesPage, LabelPage, ProvePage, RemovePage } from './change-pages.tsx'
import { findActivity } from './find-activity.ts'
import { SettingsPage, type ShownFactor } from './settings-page.tsx'
import { type SettingsDone, type SettingsFault, settingsTexts } from './settings-texts.ts'

const hide = { hide: true }
const Params = Type.Object({ factorId: Type.String({ pattern: factorIdPattern }) })
const SessionParams = Type.Object({ sessionId: Type.String({ maxLength: 80 }) })
const LabelForm = Type.Object({
  label: Type.String({ maxLength: 60, pattern: '^[^\\p{Cc}\\p{Cs}]*$' }),
})
const Query = Type.Object({
  done: Type.Optional(Type.String()),
  fault: Type.Optional(Type.String()),
})

/** Who stands behind a page of the settings: logged in all the way. */
interface Insider {
  readonly visit: Visit
  readonly session: Session
  readonly user: User
}

/** "2FA instellingen" (F7). Every change wants a proof that is not older than five minutes. */
export const settingsRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  /** Null: sent on to where the login is. */
  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<Insider | null> {
    const visit = visitOf(request)
    const { step, user } = await standingOf(parts, visit)
    if (step === '/panel' && user && visit.session) return { visit, user, session: visit.session }
    await goTo(reply, visit, step)
    return null
  }

  /** The same, with a fresh proof; else the page that asks for it. */
  async function admitProved(request: FastifyRequest, reply: FastifyReply) {
    const insider = await admit(request, reply)
    if (!insider) return null
    const { visit, user } = insider
    const proof = readCookie(request, 'proof') ?? ''
    const { tenantId } = visit
    const fault = await findProofFault(parts.enrolment, { tenantId, userId: user.id, proof })
    if (fault === null) return insider
    if (fault === 'held') await goTo(reply, visit, '/panel/2fa?fault=held')
    else await sendPage(reply, <ProvePage visit={visit} />, 403)
    return null
  }

  const factorsOf = async ({ visit, user }: Insider): Promise<readonly ShownFactor[]> => {
    const { factors } = await toUserAnswer(parts.enrolment, visit.caller, user)
    return factors.filter(({ state }) => state !== 'pending')
  }

  scope.get('/panel/2fa', { schema: { ...hide, querystring: Query } }, async (request, reply) => {
    const insider = await admit(request, reply)
    if (!insider) return reply
    const { visit, user, session } = insider
    const words = settingsTexts[visit.language]
    const sessions = await listSessions(parts.logins, { ...user, userId: user.id })
    const page = (
      <SettingsPage
        visit={visit}
        factors={await factorsOf(insider)}
        sessions={sessions.map((one) => ({ ...one, isHere: one.id === session.id }))}
        activity={await findActivity(parts.challenges.store, user)}
        said={words.done[request.query.done as SettingsDone]}
        fault={words.faults[request.query.fault as SettingsFault]}
      />
    )
    return sendPage(reply, page)
  })

  for (const [path, Page] of [
    ['/panel/2fa/:factorId', LabelPage],
    ['/panel/2fa/:factorId/remove', RemovePage],
  ] as const)
    scope.get(path, { schema: { ...hide, params: Params } }, async (request, reply) => {
      const insider = await admit(request, reply)
      if (!insider) return reply
      const { factorId } = request.params
      const factor = (await factorsOf(insider)).find(({ id }) => id === factorId)
      if (!factor) return goTo(reply, insider.visit, '/panel/2fa?fault=factor-unknown')
      return sendPage(reply, <Page visit={insider.visit} factor={factor} />)
    })

  // Whoever comes back to where a form led.
  const ends = ['codes', 'prove', ...['primary', 'label'].map((end) => `:factorId/${end}`)]
  for (const end of ends)
    scope.get(`/panel/2fa/${end}`, { schema: hide }, async (request, reply) =>
      goTo(reply, visitOf(request), '/panel/2fa'),
    )

  const back = (reply: FastifyReply, { visit }: Insider, outcome: string, done: SettingsDone) => {
    const isDone = outcome === 'changed' || outcome === 'removed'
    return goTo(reply, visit, isDone ? `/panel/2fa?done=${done}` : `/panel/2fa?fault=${outcome}`)
  }

  scope.post(
    '/panel/2fa/:factorId/primary',
    { schema: { ...hide, params: Params } },
    async (request, reply) => {
      const insider = await admitProved(request, reply)
      if (!insider) return reply
      const { visit, user } = insider
      const { factorId } = request.params
      const change = { userId: user.id, factorId, primary: true } as const
      const { outcome } = await changeFactorOf(parts.enrolment, visit.caller, change)
      return back(reply, insider, outcome, 'primary')
    },
  )

  scope.post(
    '/panel/2fa/:factorId/label',
    { schema: { ...hide, params: Params, body: LabelForm } },
    async (request, reply) => {
      const insider = await admitProved(request, reply)
      if (!insider) return reply
      const { visit, user } = insider
      const change = { userId: user.id, ...request.params, label: request.body.label }
      const { outcome } = await changeFactorOf(parts.enrolment, visit.caller, change)
      return back(reply, insider, outcome, 'label')
    },
  )

  scope.post(
    '/panel/2fa/:factorId/remove',
    { schema: { ...hide, params: Params } },
    async (request, reply) => {
      const insider = await admitProved(request, reply)
      if (!insider) return reply
      const { visit, user } = insider
      const gone = { userId: user.id, ...request.params }
      const { outcome } = await removeFactorOf(parts.enrolment, visit.caller, gone)
      return back(reply, insider, outcome, 'removed')
    },
  )

  scope.post('/panel/2fa/codes', { schema: hide }, async (request, reply) => {
    const insider = await admitProved(request, reply)
    if (!insider) return reply
    const { visit, user } = insider
    const codes = await replaceCodesOf(parts.enrolment, visit.caller, user.id)
    return sendPage(reply, <CodesPage visit={visit} codes={codes ?? []} />)
  })

  // The same way as at the login, and then back here.
  scope.post('/panel/2fa/prove', { schema: hide }, async (request, reply) => {
    const insider = await admit(request, reply)
    if (!insider) return reply
    await stepDown(parts.logins, insider.session)
    setCookie(reply, 'back', '/panel/2fa')
    return goTo(reply, insider.visit, '/verify')
  })

  scope.post(
    '/panel/sessions/:sessionId/end',
    { schema: { ...hide, params: SessionParams } },
    async (request, reply) => {
      const insider = await admit(request, reply)
      if (!insider) return reply
      const sessions = await listSessions(parts.logins, insider.session)
      const session = sessions.find(({ id }) => id === request.params.sessionId)
      if (session) await endSession(parts.logins, session)
      return goTo(reply, insider.visit, '/panel/2fa?done=ended')
    },
  )

  scope.post('/panel/sessions/end-others', { schema: hide }, async (request, reply) => {
    const insider = await admit(request, reply)
    if (!insider) return reply
    await endOthers(parts.logins, insider.session)
    return goTo(reply, insider.visit, '/panel/2fa?done=ended')
  })
}
