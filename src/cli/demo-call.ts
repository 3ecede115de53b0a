import { setTimeout as wait } from 'node:timers/promises'
import { isPromptId, promptText } from '../calls/index.ts'
import type { PhoneClient, TranscriptLine } from '../simulator/index.ts'

const LOOK_EVERY_MS = 40
const PATIENCE_MS = 120_000

interface Demo {
  readonly home: string
  readonly key: string
  readonly phones: PhoneClient
}

/** Plays panel and callee of one login; gives back what the callee heard. Throws when it fails. */
export async function runDemoCall({ home, key, phones }: Demo, number: string): Promise<Buffer> {
  const step = createStopwatch()
  const ask = createAsk(home, key)

  const challenge = await ask('POST', '/v1/challenges', { to: number })
  step(`panel: opened a challenge for ${challenge.to}`)
  const phone = phones.phone(toE164(number))
  await phone.waitForRing()
  step('phone: rings')
  await phone.answer()
  const follow = createFollower(phones, phone)
  const asked = await follow((lines) => lines.some(({ text }) => text === 'gate-not-you'))
  step('phone: was asked to press a key')

  const gateKey = lastDigits(asked, 1)
  await phone.press(gateKey)
  step(`phone: pressed ${gateKey}`)
  await follow((lines) => lines.some(({ kind }) => kind === 'hang-up'))
  step('phone: heard the code twice')
  const { sid } = await phone.waitForEnd()

  const code = lastDigits(await phones.transcript(sid), challenge.codeLength)
  const { status } = await ask('POST', `/v1/challenges/${challenge.id}/verify`, { code })
  if (status !== 'approved') throw new Error(`The code was not approved: ${status}`)
  step(`panel: typed ${code}, approved`)
  return phones.heardWav(sid)
}

type Phone = ReturnType<PhoneClient['phone']>

type Lines = readonly TranscriptLine[]

/** Prints what is spoken, as it is spoken, until the transcript holds what is waited for. */
function createFollower(phones: PhoneClient, phone: Phone) {
  let printed = 0
  return async (isIt: (lines: Lines) => boolean): Promise<Lines> => {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(LOOK_EVERY_MS)) {
      const call = await phone.lastCall()
      const lines = call ? await phones.transcript(call.sid) : []
      for (const line of lines.slice(printed)) printLine(line)
      printed = lines.length
      if (isIt(lines)) return lines
    }
    throw new Error('The call said nothing more')
  }
}

function printLine({ atSeconds, text = '' }: TranscriptLine) {
  const words = isPromptId(text) ? promptText('nl-NL', text) : ''
  if (words !== '') process.stdout.write(`      ${atSeconds.toFixed(1).padStart(5)} s  ${words}\n`)
}

function lastDigits(transcript: readonly TranscriptLine[], count: number) {
  const digits = transcript.map(({ text = '' }) => /^digit-(\d)$/.exec(text)?.[1] ?? '')
  return digits.join('').slice(-count)
}

function toE164(number: string) {
  return number.replace(/\D/g, '').replace(/^0/, '+31')
}

function createStopwatch() {
  const began = performance.now()
  let last = began
  return (what: string) => {
    const now = performance.now()
    const line = `  ${((now - began) / 1000).toFixed(2).padStart(6)} s  (+${Math.round(now - last)} ms)`
    process.stdout.write(`${line.padEnd(26)}${what}\n`)
    last = now
  }
}

interface Answer {
  readonly id: string
  readonly to: string
  readonly codeLength: number
  readonly status: string
}

function createAsk(home: string, key: string) {
  return async (method: string, path: string, body: object): Promise<Answer> => {
    const response = await fetch(home + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as Answer & { title?: string; reason?: string }
    if (response.ok) return answer
    throw new Error([answer.title, answer.reason].filter(Boolean).join(': '))
  }
}
