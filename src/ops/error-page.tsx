import type { FastifyInstance } from 'fastify'
import { Notice, sendPage, texts } from '../pages/index.ts'
import { Problem, StoreUnavailable } from '../platform/problem.ts'
import { DoorPage } from './frame/page.tsx'
import { opsProblems } from './guard.ts'
import type { OpsVisit } from './visit.ts'
import { visitOf } from './visit.ts'

const words = texts({
  nl: {
    title: 'Er ging iets mis',
    forged: 'Deze pagina was verlopen. Ga terug, ververs de pagina en probeer het opnieuw.',
    role: 'Met jouw rol kun je dit niet zien of doen. Vraag het iemand met de rol ops.',
    gone: 'Dit is er niet, of niet meer.',
    away: 'Het lukt nu even niet. Er is niets gewijzigd. Probeer het over een paar seconden opnieuw.',
    odd: 'Hier kunnen we niets mee. Ga terug en probeer het opnieuw.',
    back: 'Naar de console',
  },
  en: {
    title: 'Something went wrong',
    forged: 'This page had run out. Go back, refresh it and try again.',
    role: 'Your role may not see or do this. Ask somebody with the role ops.',
    gone: 'This is not here, or not any more.',
    away: 'It does not work just now. Nothing was changed. Try again in a few seconds.',
    odd: 'We cannot do anything with this. Go back and try again.',
    back: 'To the console',
  },
})

/** Errors as pages in the words of whoever meets them. */
export function sendErrorPages(scope: FastifyInstance) {
  const sendProblem = scope.errorHandler
  scope.setErrorHandler((error, request, reply) => {
    const visit = visitOf(request) as OpsVisit | null
    if (!visit) return sendProblem(error as never, request, reply)
    const status = statusOf(error)
    if (status >= 500) request.log.error({ error: (error as Error).message }, 'page failed')
    const said = words[visit.language]
    const page = (
      <DoorPage visit={visit} title={said.title}>
        <h1>{said.title}</h1>
        <Notice kind="bad">
          <p>{said[textOf(error, status)]}</p>
        </Notice>
        <p>
          <a href={`${visit.base}/ops`}>{said.back}</a>
        </p>
      </DoorPage>
    )
    return sendPage(reply, page, status)
  })
}

function textOf(error: unknown, status: number) {
  if (status >= 500) return 'away'
  if (error instanceof Problem && error.kind === opsProblems.roleMissing.kind) return 'role'
  if (status === 403) return 'forged'
  return status === 404 ? 'gone' : 'odd'
}

function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.kind.status
  if (error instanceof StoreUnavailable) return 503
  const { statusCode, validation } = error as { statusCode?: number; validation?: unknown }
  return validation ? 400 : (statusCode ?? 500)
}
