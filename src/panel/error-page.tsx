import type { FastifyInstance } from 'fastify'
import { Notice, sendPage, texts } from '../pages/index.ts'
import { Problem, StoreUnavailable } from '../platform/problem.ts'
import { Help } from './frame/help.tsx'
import { Page } from './frame/page.tsx'
import type { PanelParts } from './parts.ts'
import { readVisit } from './read-visit.ts'
import { type Visit, visitOf } from './visit.ts'

const words = texts({
  nl: {
    title: 'Er ging iets mis',
    forged: 'Deze pagina was verlopen. Ga terug, ververs de pagina en probeer het opnieuw.',
    away: 'Het lukt nu even niet. Er is niets gewijzigd. Probeer het over een paar seconden opnieuw.',
    odd: 'Hier kunnen we niets mee. Ga terug en probeer het opnieuw.',
    back: 'Naar het begin',
  },
  en: {
    title: 'Something went wrong',
    forged: 'This page had run out. Go back, refresh it and try again.',
    away: 'It does not work just now. Nothing was changed. Try again in a few seconds.',
    odd: 'We cannot do anything with this. Go back and try again.',
    back: 'To the beginning',
  },
})

/** Errors as pages in the words of the person who meets them. */
export function sendErrorPages(scope: FastifyInstance, parts: PanelParts) {
  const sendProblem = scope.errorHandler
  scope.setErrorHandler(async (error, request, reply) => {
    // A request that does not fit its schema is refused before anybody asked who it is from.
    const known = visitOf(request) as Visit | null
    // What is hidden from somebody looks like an address that was never there.
    if (!known && statusOf(error) === 404) return sendProblem(error as never, request, reply)
    const visit = known ?? (await readVisit(parts, request).catch(() => null))
    if (!visit) return sendProblem(error as never, request, reply)
    const status = statusOf(error)
    if (status >= 500) request.log.error({ error: (error as Error).message }, 'page failed')
    const said = words[visit.language]
    const text = status === 403 ? said.forged : status >= 500 ? said.away : said.odd
    const page = (
      <Page visit={visit} title={said.title}>
        <h1>{said.title}</h1>
        <Notice kind="bad">
          <p>{text}</p>
        </Notice>
        <p>
          <a href={`${visit.base}/login`}>{said.back}</a>
        </p>
        <Help visit={visit} />
      </Page>
    )
    return sendPage(reply, page, status)
  })
}

function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.kind.status
  if (error instanceof StoreUnavailable) return 503
  const { statusCode, validation } = error as { statusCode?: number; validation?: unknown }
  return validation ? 400 : (statusCode ?? 500)
}
