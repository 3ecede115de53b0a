import { describe, expect, it } from 'vitest'
import type { TranscriptLine } from '../../../src/simulator/index.ts'
import { converse } from './converse.ts'
import { type Behaviour, response, someone } from './start-simulator.ts'

describe('a document', () => {
  it('is fetched by POST, signed, once the call is answered', async () => {
    const { received } = await converse({ '/answer': response('<Hangup/>') })
    expect(received.filter(({ path }) => path === '/answer')).toMatchObject([
      { method: 'POST', authentic: true, params: { CallStatus: 'in-progress', To: someone } },
    ])
  })

  it('is spoken, played and waited through, with times that add up', async () => {
    const verbs = '<Say language="nl-NL">veertien tekens</Say><Play>/prompts/a-tone.wav</Play>'
    const { transcript, home } = await converse({
      '/answer': response(`${verbs}<Pause length="2"/><Play loop="2">prompts/b.wav</Play>`),
    })
    expect(transcript).toEqual([
      { atSeconds: 0, kind: 'say', text: 'veertien tekens', language: 'nl-NL', seconds: 1.071 },
      { atSeconds: 1.071, kind: 'play', ...playOf(home, 'a-tone') },
      { atSeconds: 1.571, kind: 'pause', seconds: 2 },
      { atSeconds: 3.571, kind: 'play', ...playOf(home, 'b') },
      { atSeconds: 4.071, kind: 'play', ...playOf(home, 'b') },
      { atSeconds: 4.571, kind: 'hang-up', by: 'document' },
    ])
  })

  it('may pause within speech', async () => {
    const say =
      '<Say voice="Google.nl-NL-Standard-F">een<break time="600ms"/> twee<break strength="strong"/></Say>'
    const { transcript } = await converse({ '/answer': response(say) })
    expect(transcript[0]).toMatchObject({ text: 'een twee', language: 'nl-NL', seconds: 2.171 })
  })

  it('may lead to another one', async () => {
    const { received } = await converse({
      '/answer': response('<Redirect method="GET">/next?step=1</Redirect><Say>nooit</Say>'),
      '/next': response('<Say>verder</Say>'),
    })
    expect(received.at(-1)).toMatchObject({
      path: '/next',
      method: 'GET',
      authentic: true,
      params: { step: '1', CallStatus: 'in-progress' },
    })
  })

  it('that leads to itself ends all the same', async () => {
    const { transcript, received } = await converse({
      '/answer': response('<Redirect>/answer</Redirect>'),
    })
    expect(received.length).toBe(500)
    expect(transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'caller' })
  })

  it('warns about what Twilio does not know, and runs the rest', async () => {
    const { transcript } = await converse({
      '/answer': response('<say>x</say><Dial>1</Dial><Reject/><Say volume="9">ja</Say>'),
    })
    expect(transcript.map(({ kind, code }) => [kind, code])).toEqual([
      ['warning', 12200],
      ['warning', 12200],
      ['warning', 12200],
      ['warning', 12200],
      ['say', undefined],
      ['hang-up', undefined],
    ])
  })

  it('may be fetched twice', async () => {
    const { received, transcript } = await converse(
      { '/answer': response('<Say>een keer</Say>') },
      { documents: 'fetched-twice' },
    )
    expect(received.map(({ authentic }) => authentic)).toEqual([true, true])
    expect(transcript.filter(({ kind }) => kind === 'say')).toHaveLength(1)
  })

  it('may be asked for with a bad signature', async () => {
    const { received } = await converse(
      { '/answer': response('<Say>een keer</Say>') },
      { documents: 'badly-signed' },
    )
    expect(received.map(({ authentic }) => authentic)).toEqual([false])
  })

  it('stops where the time limit is', async () => {
    const { transcript } = await converse(
      { '/answer': response('<Play loop="0">/prompts/on.wav</Play>') },
      {},
      { timeLimit: 7 },
    )
    expect(transcript.at(-1)).toEqual({ atSeconds: 7, kind: 'hang-up', by: 'time-limit' })
  })
})

describe('what an answer may be', () => {
  it.each<[string, Behaviour, Partial<TranscriptLine>]>([
    ['text/html', { type: 'text/html', body: response('<Say>ja</Say>') }, { text: 'ja' }],
    [
      'plain text with TwiML in it',
      { type: 'text/plain', body: '<Response><Say>ja</Say></Response>' },
      { text: 'ja' },
    ],
    [
      'plain text to read aloud',
      { type: 'text/plain', body: 'lees mij voor' },
      { text: 'lees mij voor' },
    ],
    ['64 kB', response(`<Say>ja</Say>${'<!-- -->'.repeat(8_180)}`), { text: 'ja' }],
  ])('%s is spoken', async (_, answer, line) => {
    const { transcript } = await converse({ '/answer': answer })
    expect(transcript[0]).toMatchObject({ kind: 'say', ...line })
  })

  it('sound is played', async () => {
    const { transcript } = await converse({}, {}, { url: 'prompts/hello.wav' })
    expect(transcript[0]).toMatchObject({ kind: 'play', text: 'hello', seconds: 0.5 })
  })

  it.each<[string, Behaviour, number]>([
    ['not there', { status: 404 }, 11200],
    ['an error', { status: 500, body: response('<Say>ja</Say>') }, 11200],
    ['of no type', { type: null, body: response('') }, 11200],
    ['JSON', { type: 'application/json', body: '{}' }, 12300],
    ['empty', { body: '' }, 11770],
    ['over 64 kB', response('<!-- -->'.repeat(8_200)), 11750],
    ['a blank line and then XML', `\n${response('')}`, 12100],
    ['not XML', 'hallo', 12100],
    ['XML with a raw ampersand', response('<Say>a & b</Say>'), 12100],
    ['another root', '<Answer/>', 12102],
    ['a sound that is not there', response('<Play>/nowhere.wav</Play>'), 11200],
    ['a sound that is none', response('<Play>/page</Play>'), 12300],
    ['a sound at no URL', response('<Play></Play>'), 11100],
  ])('what is %s sends the call to its fallback', async (_, answer, code) => {
    const { transcript, received, home } = await converse(
      { '/answer': answer, '/fallback': response('<Say>noodgeval</Say>'), '/page': '<p/>' },
      {},
      { fallbackUrl: '/fallback' },
    )
    const fallback = received.filter(({ path }) => path === '/fallback')
    expect(fallback).toMatchObject([{ authentic: true, params: { ErrorCode: String(code) } }])
    if (code !== 11100) expect(fallback[0]?.params.ErrorUrl).toContain(home)
    expect(transcript).toContainEqual(expect.objectContaining({ kind: 'error', code }))
    expect(transcript).toContainEqual(expect.objectContaining({ kind: 'say', text: 'noodgeval' }))
  })

  it('without a fallback, or when that fails too, an apology ends the call', async () => {
    for (const fallbackUrl of [undefined, '/fallback']) {
      const { transcript, received } = await converse(
        { '/answer': { status: 500 }, '/fallback': { status: 500 } },
        {},
        { fallbackUrl },
      )
      expect(received).toHaveLength(fallbackUrl ? 2 : 1)
      expect(transcript.at(-2)?.text).toContain('an application error has occurred')
      expect(transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'document' })
    }
  })

  it('is waited for no longer than its fragment says', async () => {
    let answerLate: (answer: string) => void = () => {}
    const late = new Promise<string>((resolve) => {
      answerLate = resolve
    })
    const started = performance.now()
    const { transcript } = await converse(
      { '/answer': async () => ({ body: await late }) },
      {},
      { url: 'answer#tt=300&rc=0' },
    ).finally(() => answerLate(response('')))
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(transcript[0]).toMatchObject({ kind: 'error', code: 11205 })
  })

  it('is looked for where it was moved to, but not for ever', async () => {
    const moved = (location?: string) => ({
      status: 302,
      type: null,
      ...(location && { location }),
    })
    const found = await converse({ '/answer': moved('/new'), '/new': response('<Say>hier</Say>') })
    expect(found.received.at(-1)).toMatchObject({ path: '/new', method: 'GET', authentic: true })
    expect(found.transcript[0]).toMatchObject({ text: 'hier' })
    const circle = await converse({ '/answer': moved('/answer') })
    expect(circle.received).toHaveLength(11)
    expect(circle.transcript[0]).toMatchObject({ kind: 'error', code: 11215 })
    const nowhere = await converse({ '/answer': moved() })
    expect(nowhere.transcript[0]).toMatchObject({ kind: 'error', code: 11200 })
  })
})

function playOf(home: string, name: string) {
  return { text: name, url: `${home}/prompts/${name}.wav`, seconds: 0.5 }
}
