import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { generalProblems, Problem, type ProblemFactory, StoreUnavailable } from '../problem.ts'

/** Seconds after which a client may try a store again; a store is back within 5 s or not soon. */
const STORE_RETRY_SECONDS = 3

/** What Fastify itself refuses, in our words. */
const byStatus: Readonly<Record<number, ProblemFactory>> = {
  404: generalProblems.notFound,
  413: generalProblems.bodyTooLarge,
  414: generalProblems.addressTooLong,
  415: generalProblems.mediaTypeUnsupported,
  431: generalProblems.headersTooLarge,
  503: generalProblems.stopping,
}

/** The one place where an error becomes an answer. */
export function createProblemSender(publicUrl: URL) {
  const home = publicUrl.href.replace(/\/$/, '')

  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const problem = toProblem(error)
    if (problem.kind.status >= 500) request.log.error({ err: loggable(error) }, 'request failed')

    const body = problem.toJSON()
    return reply
      .code(problem.kind.status)
      .headers({ 'cache-control': 'no-store', ...retryAfter(problem), ...problem.headers })
      .type('application/problem+json')
      .send(JSON.stringify({ ...body, type: `${home}${body.type}` }))
  }
}

function retryAfter({ members: { retryAfterSeconds } }: Problem): Record<string, string> {
  return typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {}
}

function toProblem(error: FastifyError | Problem | StoreUnavailable): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StoreUnavailable)
    return generalProblems.storeUnavailable({ retryAfterSeconds: STORE_RETRY_SECONDS })
  if (error.validation) return invalid(error)
  if (isBrokenBody(error))
    return generalProblems.bodyInvalid({ errors: [{ pointer: '#', detail: 'is not JSON' }] })
  const { statusCode = 500 } = error
  const known = byStatus[statusCode]
  if (known) return known(statusCode === 503 ? { retryAfterSeconds: STORE_RETRY_SECONDS } : {})
  return statusCode < 500 ? generalProblems.requestInvalid() : generalProblems.internalError()
}

/** Every fault that Fastify finds while it reads a body, but those with a status of their own. */
function isBrokenBody({ code = '', statusCode }: FastifyError) {
  return statusCode === 400 && /^FST_ERR_CTP_|^FST_ERR_.*JSON/.test(code)
}

function invalid({ validation = [], validationContext }: FastifyError) {
  const errors = validation.map(({ instancePath, message, params }) => ({
    pointer: `#${instancePath}${namedProperty(params)}`,
    detail: message,
  }))
  const kind =
    validationContext === 'body' ? generalProblems.bodyInvalid : generalProblems.requestInvalid
  return kind({ errors })
}

/** Points at the member that is missing or too many, not at the object around it. */
function namedProperty(params: Record<string, unknown>) {
  const name = params.missingProperty ?? params.additionalProperty
  return typeof name === 'string' && name.length <= 64 ? `/${name.replace(/[~/]/g, '_')}` : ''
}

/** Type, words and stack of an error; members that libraries add may hold what nobody may read. */
function loggable(error: Error): object {
  const { name, message, stack, cause } = error
  return { name, message, stack, ...(cause instanceof Error && { cause: loggable(cause) }) }
}
