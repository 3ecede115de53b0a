import type { FastifyInstance, FastifyReply } from 'fastify'
import { writeWav } from '../audio/wav.ts'
import type { Call } from '../line/call.ts'
import type { CallLog } from '../line/call-log.ts'
import type { Phones } from './phones.ts'
import { refuse } from './refuse.ts'
import { toCallView } from './view.ts'
import { type PhoneWait, waitForCall } from './wait.ts'

interface AtCall {
  Params: { sid: string; id: string }
  Querystring: PhoneWait
}

/** What became of a call, and what was heard in it. */
export function callRoutes(app: FastifyInstance, phones: Phones, calls: CallLog): void {
  app.get<AtCall>('/calls/:sid', async ({ params, query }, reply) => {
    const call = calls.find(params.sid)
    if (!call) return refuse(reply, 404, 'call-unknown')
    const waits = query.until === 'over'
    const met = !waits || (await waitForCall(phones, calls, call, query.withinSeconds))
    return met ? toCallView(call) : refuse(reply, 408, 'not-in-time')
  })
  app.get<AtCall>('/calls/:sid/transcript', async ({ params }, reply) => {
    const call = calls.find(params.sid)
    return call ? call.heard.lines : refuse(reply, 404, 'call-unknown')
  })
  app.get<AtCall>('/calls/:sid/heard.wav', async ({ params }, reply) => {
    const call = calls.find(params.sid)
    return call ? sendWav(reply, recordingOf(call)) : refuse(reply, 404, 'call-unknown')
  })
  app.get<AtCall>('/calls/:sid/sounds/:id', async ({ params }, reply) => {
    const samples = calls.find(params.sid)?.heard.sound(Number(params.id))
    return samples ? sendWav(reply, samples) : refuse(reply, 404, 'sound-unknown')
  })
}

function recordingOf({ heard, line, endedMs }: Call): Int16Array {
  return heard.record(endedMs ?? line.presentMs)
}

function sendWav(reply: FastifyReply, samples: Int16Array): FastifyReply {
  return reply.type('audio/wav').send(writeWav(samples))
}
