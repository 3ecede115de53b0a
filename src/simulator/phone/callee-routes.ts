import type { FastifyInstance, FastifyReply } from 'fastify'
import { Check } from 'typebox/value'
import { Callee } from '../callee/callee.ts'
import { findScript, scriptNames } from '../callee/scripts.ts'
import type { Phone } from './phone.ts'
import type { Phones } from './phones.ts'
import { readNumber } from './read-number.ts'
import { refuse, textIn } from './refuse.ts'
import { toPhoneView } from './view.ts'

interface AtCallee {
  Params: { number: string }
  Body: unknown
}

/** Who answers a phone in place of a person. */
export function calleeRoutes(app: FastifyInstance, phones: Phones): void {
  const set = (written: string, reply: FastifyReply, script: Phone['script']) => {
    const number = readNumber(written)
    if (!number) return refuse(reply, 404, 'number-unreadable')
    return toPhoneView(phones.setScript(number, script))
  }
  app.get('/scripts', async () => scriptNames)
  app.put<AtCallee>('/phones/:number/callee', async ({ params, body }, reply) => {
    const script = readScript(body)
    return script ? set(params.number, reply, script) : refuse(reply, 422, 'callee-unreadable')
  })
  app.delete<AtCallee>('/phones/:number/callee', async ({ params }, reply) =>
    set(params.number, reply, null),
  )
}

/** `{"script": name}`, or a description. */
function readScript(body: unknown): Phone['script'] {
  const name = textIn(body, 'script')
  if (name !== '') {
    const callee = findScript(name)
    return callee && { name, callee }
  }
  return Check(Callee, body) ? { name: 'custom', callee: body } : null
}
