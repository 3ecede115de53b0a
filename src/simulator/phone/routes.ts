import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import type { CallLog } from '../line/call-log.ts'
import type { Act } from '../line/line.ts'
import { callRoutes } from './call-routes.ts'
import { calleeRoutes } from './callee-routes.ts'
import { currentCall, type Phone, type PhoneState, stateOf } from './phone.ts'
import type { Phones } from './phones.ts'
import { readNumber } from './read-number.ts'
import { refuse, textIn } from './refuse.ts'
import { refuseOtherSites } from './same-origin.ts'
import { toPhoneView } from './view.ts'
import { type PhoneWait, waitAtPhone } from './wait.ts'

export interface PhoneParts {
  readonly phones: Phones
  readonly calls: CallLog
}

interface AtPhone {
  Params: { number: string }
  Querystring: PhoneWait
  Body: unknown
}

interface Deed {
  readonly when: PhoneState
  readonly acts: readonly Act[]
}

/** What a person does with a phone, and in which state that is possible. */
const deeds: Readonly<Record<string, Deed>> = {
  answer: { when: 'ringing', acts: [{ kind: 'answer' }] },
  decline: { when: 'ringing', acts: [{ kind: 'decline', sipStatus: 486 }] },
  'hang-up': { when: 'in-call', acts: [{ kind: 'hang-up', by: 'callee' }] },
}
const mostShown = 200

/** The phones: look, answer, press keys, and say who answers instead. */
export function phoneRoutes({ phones, calls }: PhoneParts): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', refuseOtherSites)
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    lookRoutes(app, phones)
    deedRoutes(app, phones)
    calleeRoutes(app, phones)
    callRoutes(app, phones, calls)
  }
}

function lookRoutes(app: FastifyInstance, phones: Phones): void {
  app.get('/phones', async () => phones.list(mostShown).map(toPhoneView))
  app.post<AtPhone>('/phones', async ({ body }, reply) => {
    const number = readNumber(textIn(body, 'number'))
    if (!number) return refuse(reply, 422, 'number-unreadable')
    return reply.code(201).send(toPhoneView(phones.show(number)))
  })
  app.get<AtPhone>('/phones/:number', async ({ params, query }, reply) => {
    const phone = phoneOf(phones, params.number)
    if (!phone) return refuse(reply, 404, 'number-unreadable')
    const met = await waitAtPhone(phones, phone, query)
    if (met === null) return refuse(reply, 400, 'moment-unknown')
    return met ? toPhoneView(phone) : refuse(reply, 408, 'not-in-time')
  })
}

function deedRoutes(app: FastifyInstance, phones: Phones): void {
  for (const [name, deed] of Object.entries(deeds)) {
    app.post<AtPhone>(`/phones/:number/${name}`, async ({ params }, reply) =>
      act(phoneOf(phones, params.number), deed, reply),
    )
  }
  app.post<AtPhone>('/phones/:number/keys', async ({ params, body }, reply) => {
    const digits = textIn(body, 'digits')
    if (!/^[0-9*#]{1,40}$/.test(digits)) return refuse(reply, 422, 'digits-unreadable')
    const acts = [...digits].map((key): Act => ({ kind: 'key', key }))
    return act(phoneOf(phones, params.number), { when: 'in-call', acts }, reply)
  })
}

function phoneOf(phones: Phones, written: string): Phone | null {
  const number = readNumber(written)
  return number === null ? null : phones.get(number)
}

function act(phone: Phone | null, { when, acts }: Deed, reply: FastifyReply): object {
  if (!phone) return refuse(reply, 404, 'number-unreadable')
  const call = currentCall(phone)
  if (!call || stateOf(phone) !== when) return refuse(reply, 409, `not-${when}`)
  for (const one of acts) call.line.post(one)
  return toPhoneView(phone)
}
