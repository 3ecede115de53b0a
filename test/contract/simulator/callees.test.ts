import { describe, expect, it } from 'vitest'
import { readWav } from '../../../src/simulator/audio/wav.ts'
import type { Callee, TranscriptLine } from '../../../src/simulator/index.ts'
import { addDialogue, response, someone, startSimulator } from './start-simulator.ts'

describe('a scripted callee', () => {
  it('answers and presses what is asked, and hears the code', async () => {
    const { transcript, digitsAsked } = await callAs('answers-and-presses-what-is-asked')
    expect(digitsAsked).toEqual(['4'])
    expect(spoken(transcript)).toEqual([
      ...['press', 'digit-4', 'to-hear', 'your-code'],
      ...['digit-4', 'digit-8', 'digit-2', 'digit-9', 'digit-1', 'digit-3', 'goodbye'],
    ])
    expect(keys(transcript)).toEqual(['4'])
  })

  it.each(['2', '3', '5', '6', '7', '8'])('presses %s when %s is asked', async (gate) => {
    const { digitsAsked } = await callAs('answers-and-presses-what-is-asked', { gate })
    expect(digitsAsked).toEqual([gate])
  })

  it('understands digits that are said', async () => {
    const page = '<Gather numDigits="1" action="/gate"><Say>Toets</Say><Say>zeven</Say></Gather>'
    const { digitsAsked } = await callAs('answers-and-presses-what-is-asked', {
      answer: response(page),
    })
    expect(digitsAsked).toEqual(['7'])
  })

  it('picks up late: when Twilio’s own buffer is running', async () => {
    const late = await callAs('picks-up-late', { timeout: 20 })
    expect(late.call).toMatchObject({ status: 'completed' })
    expect(late.call.startTime.getTime() + 23_000).toBeLessThanOrEqual(late.call.endTime.getTime())
    expect((await callAs('picks-up-late', { timeout: 15 })).call.status).toBe('no-answer')
  })

  it.each([
    ['busy', 'busy'],
    ['declines', 'busy'],
    ['declines-for-good', 'failed'],
    ['no-answer', 'no-answer'],
    ['unreachable', 'failed'],
    ['does-not-exist', 'failed'],
  ])('that is “%s” hears nothing: %s', async (script, status) => {
    const { call, transcript, wav } = await callAs(script)
    expect(call.status).toBe(status)
    expect(transcript).toEqual([])
    expect(wav.length).toBe(0)
  })

  it('a voicemail answers, beeps, and presses nothing', async () => {
    const beeping = await callAs('voicemail-beep')
    expect(beeping.transcript).toContainEqual({ atSeconds: 6, kind: 'beep' })
    expect(keys(beeping.transcript)).toEqual([])
    const silent = await callAs('voicemail-silent')
    expect(silent.transcript.map(({ kind }) => kind)).not.toContain('beep')
    expect(spoken(silent.transcript)).toEqual(['press', 'digit-4', 'to-hear'])
  })

  it('a voicemail greeting plays all digits, and the first is the answer', async () => {
    const { digitsAsked, transcript } = await callAs('voicemail-plays-all-digits')
    expect(digitsAsked).toEqual(['0'])
    expect(transcript.find(({ kind }) => kind === 'key')).toEqual({
      atSeconds: 0.3,
      kind: 'key',
      text: '0',
    })
    expect(transcript[0]).toMatchObject({ text: 'press', interrupted: true, seconds: 0.3 })
  })

  it('a voicemail greeting plays what it is told to', async () => {
    const { digitsAsked } = await callAs('voicemail-plays:47')
    expect(digitsAsked).toEqual(['4'])
  })

  it('hangs up in the middle of the code', async () => {
    const { transcript, call } = await callAs('hangs-up-mid-code')
    expect(spoken(transcript).slice(-4)).toEqual(['digit-4', 'digit-8', 'digit-2', 'digit-9'])
    expect(transcript.at(-2)).toMatchObject({ text: 'digit-9', seconds: 0.2, interrupted: true })
    expect(transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'callee' })
    expect(call.status).toBe('completed')
  })

  it('presses a wrong key, and hears no code', async () => {
    const { digitsAsked, transcript } = await callAs('wrong-key')
    expect(digitsAsked).toHaveLength(1)
    expect(digitsAsked).not.toContain('4')
    expect(spoken(transcript)).not.toContain('your-code')
  })

  it('says that this was not him', async () => {
    expect((await callAs('not-me')).digitsAsked).toEqual(['9'])
  })

  it('asks for the code again', async () => {
    const { transcript } = await callAs('presses-again')
    expect(keys(transcript)).toEqual(['4', '1'])
    expect(spoken(transcript).filter((text) => text === 'your-code')).toHaveLength(2)
  })

  it('takes only what is spoken in the question for what is asked', async () => {
    const play = (name: string) => `<Play>/prompts/${name}.wav</Play>`
    const question = `<Gather numDigits="1" action="/gate">${play('digit-4')}</Gather>`
    const { digitsAsked } = await callAs('answers-and-presses-what-is-asked', {
      answer: response(play('digit-7') + question),
    })
    expect(digitsAsked).toEqual(['4'])
  })

  it('has not heard what was interrupted', async () => {
    const callee: Callee = {
      presses: [{ after: { heard: 'press' }, keys: '4', delaySeconds: 0.1 }],
      hangsUp: { after: { heard: 'digit-4' } },
    }
    const { transcript } = await callAs(callee, { gate: '45' })
    const interrupted = transcript.filter((line) => line.interrupted)
    expect(interrupted).toMatchObject([{ text: 'digit-4', seconds: 0.1 }])
    expect(transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'document' })
  })

  it('may be described from scratch', async () => {
    const callee: Callee = {
      answerAfterSeconds: 1,
      presses: [{ after: { heard: 'digit-4' }, keys: '4', delaySeconds: 0.1 }],
      hangsUp: { after: { heard: 'your-code' }, delaySeconds: 0 },
      callbacks: 'duplicated',
    }
    const { transcript } = await callAs(callee)
    expect(transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'callee' })
    expect(transcript.find(({ text }) => text === 'to-hear')).toMatchObject({ interrupted: true })
  })

  it('makes the same call every time', async () => {
    const [one, two] = [await callAs('presses-again'), await callAs('presses-again')]
    const times = ({ transcript }: typeof one) =>
      transcript.map(({ atSeconds, kind, text, seconds }) => [atSeconds, kind, text, seconds])
    expect(times(one)).toEqual(times(two))
  })
})

describe('the recording', () => {
  it('is as long as the call, and silent where nothing was heard', async () => {
    const answer = response(
      '<Play>/prompts/a.wav</Play><Pause length="1"/><Say>hallo daar</Say><Play>/prompts/b.wav</Play>',
    )
    const { wav, transcript, call } = await callAs('says-nothing', { answer })
    const end = transcript.at(-1)?.atSeconds ?? 0
    expect(end).toBeCloseTo(0.5 + 1 + 10 / 14 + 0.5, 3)
    expect(wav.length).toBe(Math.round(end * 8_000))
    expect(call.duration).toBe(String(Math.round(end)))
    expect(loudest(wav, 0, 0.5)).toBe(8_000)
    expect(loudest(wav, 0.5, 1.5)).toBe(0)
    expect(loudest(wav, 1.5, 2.2)).toBeGreaterThan(500)
    expect(loudest(wav, 1.5, 2.2)).toBeLessThan(1_000)
    expect(loudest(wav, 2.22, 2.71)).toBe(8_000)
  })

  it('stops exactly where a key interrupted', async () => {
    const { wav } = await callAs('voicemail-plays:4', {
      answer: response(
        '<Gather numDigits="1" action="/quiet"><Play>/prompts/a.wav</Play></Gather>',
      ),
    })
    expect(loudest(wav, 0, 0.3)).toBe(8_000)
    expect(loudest(wav, 0.3, 2)).toBe(0)
    expect(wav.length).toBe((0.3 + 1) * 8_000)
  })
})

async function callAs(
  callee: Callee | string,
  { gate = '4', answer, timeout }: { gate?: string; answer?: string; timeout?: number } = {},
) {
  const { pages, phones, call, client, receivedAt } = await startSimulator()
  addDialogue(pages, gate)
  pages.set('/quiet', response('<Pause/>'))
  if (answer) pages.set('/answer', answer)
  await phones.phone(someone).behave(callee)
  const { sid } = await call({ ...(timeout && { timeout }) })
  await phones.waitForEnd(sid)
  const wav = readWav(await phones.heardWav(sid))
  return {
    call: await client.calls(sid).fetch(),
    transcript: await phones.transcript(sid),
    wav: wav.ok ? wav.samples : new Int16Array(0),
    digitsAsked: receivedAt('/gate').map(({ params }) => params.Digits),
  }
}

function spoken(transcript: readonly TranscriptLine[]): (string | undefined)[] {
  return transcript.filter(({ kind }) => kind === 'play').map(({ text }) => text)
}

function keys(transcript: readonly TranscriptLine[]): (string | undefined)[] {
  return transcript.filter(({ kind }) => kind === 'key').map(({ text }) => text)
}

function loudest(samples: Int16Array, fromSeconds: number, toSeconds: number): number {
  return samples
    .subarray(Math.round(fromSeconds * 8_000), Math.round(toSeconds * 8_000))
    .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
}
