import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../line/call.ts'
import type { CallLog } from '../line/call-log.ts'
import type { CallRequest } from '../line/call-request.ts'
import { type Account, isAuthentic } from './authentication.ts'
import { toCallResource } from './call-resource.ts'
import { RestError, toErrorBody } from './errors.ts'
import { listCalls } from './list-calls.ts'
import { OddAnswers } from './odd-answers.ts'
import { readCallRequest } from './read-call-request.ts'
import { findTrouble } from './test-numbers.ts'
import { updateCall } from './update-call.ts'

export interface RestParts {
  readonly account: Account
  readonly calls: CallLog
  /** Null when too many calls are under way. */
  readonly place: (request: CallRequest) => Call | null
}

/** A request without a body has none, not an empty one. */
type FormBody = URLSearchParams | undefined

interface OneCall {
  Params: { accountSid: string; file: string }
  Body: FormBody
}

const formType = 'application/x-www-form-urlencoded'
const bodyLimit = 64 * 1024
const list = '/2010-04-01/Accounts/:accountSid/Calls.json'
const one = '/2010-04-01/Accounts/:accountSid/Calls/:file'

/** Twilio's Calls resource. */
export function restRoutes(parts: RestParts): FastifyPluginAsync {
  return async (app) => {
    const odd = new OddAnswers()
    acceptFormsOnly(app)
    app.setErrorHandler((fault, request, reply) => sendError(request, reply, fault))
    app.addHook('preClose', async () => odd.close())
    app.addHook('onRequest', async (request) => requireAccount(parts.account, request))
    app.post<{ Body: FormBody }>(list, { bodyLimit }, (request, reply) =>
      createCall(parts, odd, request.body ?? new URLSearchParams(), reply),
    )
    app.get(list, async (request) => {
      const query = new URLSearchParams(request.url.split('?')[1] ?? '')
      return listCalls(parts.calls.list(), query, listPath(parts.account))
    })
    app.get<OneCall>(one, async (request) => toCallResource(requireCall(parts.calls, request)))
    app.post<OneCall>(one, { bodyLimit }, async (request) => {
      const call = requireCall(parts.calls, request)
      await updateCall(call, request.body ?? new URLSearchParams())
      return toCallResource(call)
    })
    app.delete<OneCall>(one, async (request, reply) => {
      if (!parts.calls.remove(requireCall(parts.calls, request))) throw new RestError(20009)
      return reply.code(204).send()
    })
  }
}

function createCall(
  { place }: RestParts,
  odd: OddAnswers,
  form: URLSearchParams,
  reply: FastifyReply,
): FastifyReply | undefined {
  const request = readCallRequest(form)
  const trouble = findTrouble(request.to)
  if (trouble?.error) throw new RestError(trouble.error)
  const call = trouble && !trouble.called ? null : place(request)
  if (trouble?.answer) {
    odd.give(reply, trouble.answer)
    return undefined
  }
  if (!call) throw new RestError(20429)
  return reply.code(201).send(toCallResource(call))
}

function requireCall(calls: CallLog, { params }: FastifyRequest<OneCall>): Call {
  const [, sid] = /^(CA[0-9a-f]{32})\.json$/i.exec(params.file) ?? []
  const call = sid ? calls.find(sid) : null
  if (!call) throw new RestError(20404)
  return call
}

function requireAccount(account: Account, request: FastifyRequest): void {
  const { accountSid } = request.params as { accountSid: string }
  const authentic = isAuthentic(account, request.headers.authorization)
  if (!authentic || accountSid !== account.accountSid) throw new RestError(20003)
}

/** Twilio reads no JSON here, and neither does the simulator, whatever its host has registered. */
function acceptFormsOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>(
    formType,
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
  )
}

function sendError(request: FastifyRequest, reply: FastifyReply, fault: unknown): FastifyReply {
  const error = fault instanceof RestError ? fault : toRestError(fault)
  if (error !== fault && error.status >= 500) request.log.error(fault, 'the simulator failed')
  return reply.code(error.status).send(toErrorBody(error))
}

function toRestError(fault: unknown): RestError {
  const status = fault instanceof Error && 'statusCode' in fault ? fault.statusCode : 500
  if (status === 415) return new RestError(20415)
  return new RestError(typeof status === 'number' && status < 500 ? 20001 : 20500)
}

function listPath({ accountSid }: Account): string {
  return `/2010-04-01/Accounts/${accountSid}/Calls.json`
}
