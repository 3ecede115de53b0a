import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { Log } from '../log.ts'
import { generalProblems } from '../problem.ts'
import { answerUnknownAddresses } from './allowed-methods.ts'
import { closeConnectionsWhenDone } from './close-connections.ts'
import { endStreamsOnClose } from './event-stream.ts'
import { schemaCompilers } from './schema-compilers.ts'
import { createProblemSender } from './send-problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Requests to this route are not logged. */
    silent?: boolean
  }
}

const BODY_BYTES_MOST = 16 * 1024
const HEADER_BYTES_MOST = 16 * 1024
const REQUEST_TIMEOUT_MS = 10_000

interface ServerOptions {
  readonly log: Log
  readonly publicUrl: URL
  readonly trustedProxies: readonly string[]
}

/** A Fastify server with our answers to errors, one log line per request and safe headers. */
export function createServer({ log, publicUrl, trustedProxies }: ServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    bodyLimit: BODY_BYTES_MOST,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { maxHeaderSize: HEADER_BYTES_MOST },
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // What a client sends is refused when it does not fit; it is never bent until it does.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
    schemaController: { compilersFactory: schemaCompilers },
    clientErrorHandler: answerBrokenRequest,
    // A problem instead of Fastify's own words, also for an address that cannot be decoded.
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
  }) as unknown as FastifyInstance

  // Fastify reads plain text by itself; we take what a route asks for and nothing else.
  app.removeContentTypeParser('text/plain')
  const sendProblem = createProblemSender(publicUrl)
  app.setErrorHandler(sendProblem)
  answerUnknownAddresses(app)
  endStreamsOnClose(app)
  closeConnectionsWhenDone(app)
  // Hooks of every request call back: each that is awaited costs a turn of the queue.
  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    if (publicUrl.protocol === 'https:')
      reply.header('strict-transport-security', 'max-age=31536000')
    done(null, payload)
  })
  // What it says is known, so that nothing has to be sought in it that must not be there.
  const requestLog = log.child({}, { redact: [] })
  app.addHook('onResponse', (request, reply, done) => {
    logRequest(requestLog, request, reply)
    done()
  })
  return app
}

/** The pattern of the route, never the address: that may hold what a stranger put there. */
function logRequest(
  log: Log,
  request: FastifyRequest,
  reply: { statusCode: number; elapsedTime: number },
) {
  const { url: route = 'unknown', config } = request.routeOptions
  if (config.silent) return
  const { method, id: requestId } = request
  const ms = Math.round(reply.elapsedTime)
  log.info({ requestId, method, route, status: reply.statusCode, ms }, 'request')
}

/** A request that Node could not parse has no route and no reply: the answer is written by hand. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: import('node:net').Socket) {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { headersTooLarge, requestInvalid } = generalProblems
  const problem = (error.code === 'HPE_HEADER_OVERFLOW' ? headersTooLarge : requestInvalid)()
  const body = JSON.stringify(problem.toJSON())
  socket.end(
    [
      `HTTP/1.1 ${problem.kind.status} ${problem.kind.title}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
