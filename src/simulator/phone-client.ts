import type { TranscriptLine } from './audio/transcript-line.ts'
import type { Callee } from './callee/callee.ts'
import type { CallView, PhoneView } from './phone/view.ts'

/** Holds the simulator's phones from a program: a test, a demo, somebody's CI. */
export interface PhoneClient {
  phone(number: string): PhoneInHand
  transcript(callSid: string): Promise<readonly TranscriptLine[]>
  /** PCM16, 8 kHz. */
  heardWav(callSid: string): Promise<Buffer>
  /** Waits until this call is over and all its callbacks were delivered. */
  waitForEnd(callSid: string, withinSeconds?: number): Promise<CallView>
}

/** Every wait has a deadline, and throws when that passes. */
export interface PhoneInHand {
  waitForRing(withinSeconds?: number): Promise<PhoneView>
  /** Waits until a question takes keys: one pressed earlier goes nowhere, as on a real line. */
  waitForQuestion(withinSeconds?: number): Promise<PhoneView>
  /** The end of the first call that this object has not seen end yet. */
  waitForEnd(withinSeconds?: number): Promise<CallView>
  answer(): Promise<PhoneView>
  decline(): Promise<PhoneView>
  hangUp(): Promise<PhoneView>
  press(keys: string): Promise<PhoneView>
  /** From now on this callee answers: the name of a script, or a description; null for a person. */
  behave(callee: Callee | string | null): Promise<PhoneView>
  /** The call on the screen, or else the last one; null when there was none. */
  lastCall(): Promise<CallView | null>
}

type Ask = (method: string, path: string, body?: unknown) => Promise<Response>

const defaultWaitSeconds = 25

export function createPhoneClient(baseUrl: string): PhoneClient {
  const home = baseUrl.replace(/\/$/, '')
  const ask: Ask = async (method, path, body) => {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(home + path, { method, ...(body !== undefined && json) })
    if (response.ok) return response
    throw new Error(`${method} of the simulator: ${response.status} ${await codeOf(response)}`)
  }
  return {
    phone: (number) => createPhoneInHand(ask, number),
    transcript: async (sid) => read(ask('GET', `/calls/${sid}/transcript`)),
    heardWav: async (sid) => {
      const response = await ask('GET', `/calls/${sid}/heard.wav`)
      return Buffer.from(await response.arrayBuffer())
    },
    waitForEnd: async (sid, withinSeconds = defaultWaitSeconds) =>
      read(ask('GET', `/calls/${sid}?until=over&withinSeconds=${withinSeconds}`)),
  }
}

function createPhoneInHand(ask: Ask, number: string): PhoneInHand {
  const path = `/phones/${encodeURIComponent(number)}`
  const look = (query = ''): Promise<PhoneView> => read(ask('GET', path + query))
  const wait = (until: string, withinSeconds = defaultWaitSeconds) =>
    look(`?until=${until}&withinSeconds=${withinSeconds}`)
  const act = (deed: string, body?: unknown): Promise<PhoneView> =>
    read(ask('POST', `${path}/${deed}`, body))
  let seenOver = 0
  return {
    waitForRing: (withinSeconds) => wait('ringing', withinSeconds),
    waitForQuestion: (withinSeconds) => wait('listening', withinSeconds),
    waitForEnd: async (withinSeconds) => {
      const { call } = await wait(`over&after=${seenOver}`, withinSeconds)
      seenOver += 1
      if (!call) throw new Error('the simulator forgot the call')
      return call
    },
    answer: () => act('answer'),
    decline: () => act('decline'),
    hangUp: () => act('hang-up'),
    press: (keys) => act('keys', { digits: keys }),
    behave: (callee) => {
      if (callee === null) return read(ask('DELETE', `${path}/callee`))
      return read(
        ask('PUT', `${path}/callee`, typeof callee === 'string' ? { script: callee } : callee),
      )
    },
    lastCall: async () => (await look()).call,
  }
}

async function read<Body>(answer: Promise<Response>): Promise<Body> {
  return (await (await answer).json()) as Body
}

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  const code = typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : ''
  return typeof code === 'string' ? code : ''
}
