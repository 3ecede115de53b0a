import Fastify, { type FastifyInstance } from 'fastify'
import twilio from 'twilio'
import type {
  CallInstance,
  CallListInstanceCreateOptions,
} from 'twilio/lib/rest/api/v2010/account/call.js'
import { onTestFinished } from 'vitest'
import { writeWav } from '../../../src/simulator/audio/wav.ts'
import {
  createPhoneClient,
  createSimulator,
  type PhoneClient,
  type SimulatorOptions,
} from '../../../src/simulator/index.ts'

export const accountSid = `AC${'a1'.repeat(16)}`
export const authToken = 'b2'.repeat(16)
export const from = '+31850000000'
export const someone = '+31612345678'

/** A webhook as the tiny product below received it. */
export interface Received {
  readonly path: string
  readonly method: string
  readonly params: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** What the SDK says about its signature. */
  readonly authentic: boolean
}

export interface Answer {
  readonly status?: number
  readonly type?: string | null
  readonly body?: string
  readonly location?: string
}

export type Behaviour =
  | string
  | Answer
  | ((received: Received) => string | Answer | Promise<Answer>)

export interface TestSimulator {
  readonly home: string
  readonly simulatorUrl: string
  readonly client: twilio.Twilio
  readonly phones: PhoneClient
  /** What the tiny product answers, by path; a string is TwiML. */
  readonly pages: Map<string, Behaviour>
  readonly received: Received[]
  receivedAt(path: string): Received[]
  call(options?: Partial<CallListInstanceCreateOptions>): Promise<CallInstance>
  close(): Promise<void>
}

const promptMs = 500

/** The simulator in a bare server, a product of a few lines beside it, and the real SDK. */
export async function startSimulator(
  options: Partial<SimulatorOptions> = {},
): Promise<TestSimulator> {
  const simulator = createSimulator({
    accountSid,
    authToken,
    speed: Number.POSITIVE_INFINITY,
    ...options,
  })
  const app = Fastify()
  const pages = new Map<string, Behaviour>()
  const received: Received[] = []
  await app.register(simulator.routes, { prefix: '/simulator' })
  await app.register(async (scope) => addProduct(scope, pages, received))
  const home = await app.listen({ host: '127.0.0.1', port: 0 })
  const simulatorUrl = `${home}/simulator`
  const client = createSdk(simulatorUrl)
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await simulator.close()
    await app.close()
  }
  onTestFinished(close)
  return {
    ...{ home, simulatorUrl, client, pages, received, close },
    phones: createPhoneClient(simulatorUrl),
    receivedAt: (path) => received.filter((one) => one.path === path),
    call: (wanted = {}) =>
      client.calls.create({
        to: someone,
        from,
        url: `${home}/answer`,
        statusCallback: `${home}/status`,
        statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        ...wanted,
      }),
  }
}

export function createSdk(
  simulatorUrl: string,
  name: string = accountSid,
  secret: string = authToken,
): twilio.Twilio {
  const client = twilio(name, secret, { accountSid, timeout: 5_000 })
  client.api.baseUrl = simulatorUrl
  return client
}

export function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`
}

/** A gate, a code and a farewell, the way a product would build them. */
export function addDialogue(pages: TestSimulator['pages'], gate = '4', code = '482913'): void {
  const digits = (text: string) =>
    [...text].map((digit) => `<Play>/prompts/digit-${digit}.wav</Play>`).join('')
  pages.set(
    '/answer',
    response(
      `<Gather numDigits="1" timeout="5" action="/gate"><Play>/prompts/press.wav</Play>${digits(gate)}<Play>/prompts/to-hear.wav</Play></Gather><Hangup/>`,
    ),
  )
  pages.set('/gate', ({ params }) => {
    if (params.Digits !== gate) return response('<Play>/prompts/goodbye.wav</Play><Hangup/>')
    return response('<Redirect>/code</Redirect>')
  })
  pages.set(
    '/code',
    response(
      `<Gather numDigits="1" action="/after"><Play>/prompts/your-code.wav</Play>${digits(code)}</Gather><Play>/prompts/goodbye.wav</Play>`,
    ),
  )
  pages.set('/after', ({ params }) =>
    response(params.Digits === '1' ? '<Redirect>/code</Redirect>' : '<Hangup/>'),
  )
}

function addProduct(
  scope: FastifyInstance,
  pages: TestSimulator['pages'],
  received: Received[],
): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  scope.all('/prompts/:name', async (_request, reply) =>
    reply.type('audio/wav').send(writeWav(new Int16Array(promptMs * 8).fill(8_000))),
  )
  scope.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: async ({ method, url, body, headers }, reply) => {
      const path = url.split('?')[0] ?? ''
      const form = (body ?? {}) as Record<string, string>
      const signature = String(headers['x-twilio-signature'])
      const whole = `http://${headers.host}${url}`
      const one: Received = {
        ...{ path, method, headers },
        params: method === 'GET' ? Object.fromEntries(new URL(whole).searchParams) : form,
        authentic: twilio.validateRequest(authToken, signature, whole, form),
      }
      received.push(one)
      const behaviour = pages.get(path) ?? { status: path === '/status' ? 204 : 404 }
      const answer = typeof behaviour === 'function' ? await behaviour(one) : behaviour
      const { status = 200, type = 'text/xml', body: sent = '' } = asAnswer(answer)
      if (type !== null) return reply.code(status).type(type).send(sent)
      reply.hijack()
      return reply.raw.writeHead(status, headersOf(answer)).end(sent)
    },
  })
}

function headersOf(answer: string | Answer): Record<string, string> {
  const { location } = asAnswer(answer)
  return location === undefined ? {} : { location }
}

function asAnswer(answer: string | Answer): Answer {
  return typeof answer === 'string' ? { body: answer } : answer
}
