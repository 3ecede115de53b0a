import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Mood } from '../carrier-contract.ts'
import { createJudge, type SeenRequest } from './openapi-judge.ts'

/** A fixed answer: status and body. */
export interface Reply {
  readonly status: number
  readonly body: string
}

interface ScriptedCall {
  readonly sid: string
  readonly to: string
  readonly from: string
  status: string
  readonly createdAt: number
  /** As Twilio writes it; it comes a while after the call. */
  price?: string | null
}

export type ScriptedTwilio = Awaited<ReturnType<typeof startScriptedTwilio>>

const refusals: Partial<Record<Mood, Reply>> = {
  'refuses-number': fault(400, 21211),
  'refuses-account': fault(401, 20003),
  overloaded: fault(429, 20429),
  'in-trouble': fault(503, 20503),
  garbled: { status: 201, body: '<html>welcome to the hotel</html>' },
}

export function fault(status: number, code: number): Reply {
  const more = `https://www.twilio.com/docs/errors/${code}`
  return { status, body: JSON.stringify({ code, message: 'as scripted', more_info: more, status }) }
}

/** The Calls resource as far as we use it, below a path of its own; it does what it is told. */
export async function startScriptedTwilio(now: () => number) {
  const calls = new Map<string, ScriptedCall>()
  const seen: SeenRequest[] = []
  const complaints: string[] = []
  const judge = createJudge()
  let mood: Mood | Reply = 'willing'

  const server = createServer(async (request, response) => {
    const one = await read(request)
    seen.push(one)
    complaints.push(...judge(one))
    if (mood === 'forgetful' && isPlacement(one)) create(one)
    misbehave(mood, response) || answer(one, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  function create({ form }: SeenRequest): ScriptedCall {
    const sid = `CA${String(calls.size + 1).padStart(32, '0')}`
    const [to, from] = [form.get('To') ?? '', form.get('From') ?? '']
    const call = { sid, to, from, status: 'queued', createdAt: now() }
    calls.set(sid, call)
    return call
  }

  function answer(one: SeenRequest, response: ServerResponse) {
    if (isPlacement(one)) return send(response, 201, toResource(create(one)))
    if (one.path.endsWith('/Calls.json')) return send(response, 200, list(one))
    const call = calls.get(one.path.slice(-39, -5))
    if (!call) return reply(response, fault(404, 20404))
    const status = one.form.get('Status')
    if (status && isOver(call)) return reply(response, fault(400, 21220))
    call.status = status ?? call.status
    return send(response, 200, toResource(call))
  }

  function list({ query }: SeenRequest) {
    const matching = [...calls.values()].filter(({ to }) => to === query.get('To')).reverse()
    return { calls: matching.map(toResource), page: 0, next_page_uri: null }
  }

  return {
    baseUrl: `http://127.0.0.1:${port}/behind/a/path`,
    seen,
    complaints,
    calls,
    become(next: Mood | Reply) {
      mood = next
      if (mood === 'gone') server.closeAllConnections()
      if (mood === 'gone') server.close()
    },
    placements: () => seen.filter(isPlacement).length,
    isOver: (sid: string) => isOver(calls.get(sid)),
    finish(sid: string) {
      const call = calls.get(sid)
      if (call) call.status = 'completed'
    },
    async stop() {
      server.closeAllConnections()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** False when it answers as a carrier should. */
function misbehave(mood: Mood | Reply, response: ServerResponse): boolean {
  if (mood === 'willing') return false
  const scripted = typeof mood === 'object' ? mood : refusals[mood]
  if (scripted) reply(response, scripted)
  else if (mood === 'silent') response.on('close', () => {})
  else if (mood === 'dripping') drip(response)
  else if (mood === 'endless') flood(response)
  else response.socket?.resetAndDestroy()
  return true
}

/** A byte now and then keeps an inactivity timeout from ever ending it. */
function drip(response: ServerResponse) {
  response.writeHead(201, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

function flood(response: ServerResponse) {
  const chunk = Buffer.alloc(64 * 1024, ' ')
  response.writeHead(201, { 'content-type': 'application/json' })
  const pour = () => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', pour)
  pour()
}

function toResource({ sid, to, from, status, createdAt, price = null }: ScriptedCall) {
  const date_created = new Date(createdAt).toUTCString().replace('GMT', '+0000')
  const start_time = status === 'queued' ? null : date_created
  const direction = 'outbound-api'
  const dates = { date_created, start_time }
  return { sid, to, from, status, direction, ...dates, price, price_unit: 'EUR' }
}

function isOver(call: ScriptedCall | undefined): boolean {
  return call?.status === 'completed'
}

function isPlacement({ method, path }: SeenRequest): boolean {
  return method === 'POST' && path.endsWith('/Calls.json')
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://twilio')
  const path = pathname.replace(/^\/behind\/a\/path/, '')
  const form = new URLSearchParams(await text(request))
  const { method = '', headers } = request
  return { method, path, query: searchParams, form, headers }
}

function send(response: ServerResponse, status: number, body: unknown) {
  reply(response, { status, body: JSON.stringify(body) })
}

function reply(response: ServerResponse, { status, body }: Reply) {
  const location = { location: 'http://127.0.0.1:1/elsewhere' }
  response.writeHead(status, { 'content-type': 'application/json', ...(status < 400 && location) })
  response.end(body)
}
