import { describe, expect, it } from 'vitest'
import type { Callee } from '../../../src/simulator/index.ts'
import { converse } from './converse.ts'
import { response } from './start-simulator.ts'

const press = (keys: string, delaySeconds = 0.6): Callee => ({
  presses: [{ after: 'question', keys, delaySeconds }],
})

describe('a Gather', () => {
  const asks = (attributes: string, prompts = '<Play>/prompts/question.wav</Play>') =>
    response(`<Gather ${attributes}>${prompts}</Gather><Say>niets</Say>`)
  const pages = (attributes: string, prompts?: string) => ({
    '/answer': asks(attributes, prompts),
    '/keys': ({ params }: { params: Readonly<Record<string, string>> }) =>
      response(`<Say>toetsen ${params.Digits ?? 'geen'}</Say>`),
  })
  const saidAfter = async (attributes: string, callee: Callee, prompts?: string) => {
    const { transcript } = await converse(pages(attributes, prompts), callee)
    return transcript.find(({ kind }) => kind === 'say')?.text
  }

  it('ends with as many keys as it wants', async () => {
    expect(await saidAfter('action="/keys" numDigits="2"', press('1234'))).toBe('toetsen 12')
  })

  it('ends with the key that finishes it, which is no digit', async () => {
    expect(await saidAfter('action="/keys"', press('12#3'))).toBe('toetsen 12')
    expect(await saidAfter('action="/keys" finishOnKey="*"', press('1#*'))).toBe('toetsen 1#')
  })

  it('ends with silence where no key finishes it', async () => {
    expect(await saidAfter('action="/keys" finishOnKey="" timeout="2"', press('1#'))).toBe(
      'toetsen 1#',
    )
  })

  it('waits anew after each key', async () => {
    const slow: Callee = { presses: [{ after: 'question', keys: '123', paceSeconds: 1.9 }] }
    expect(await saidAfter('action="/keys" timeout="2"', slow)).toBe('toetsen 123')
    const slower: Callee = { presses: [{ after: 'question', keys: '123', paceSeconds: 2.1 }] }
    expect(await saidAfter('action="/keys" timeout="2"', slower)).toBe('toetsen 1')
  })

  it('falls through when nothing is pressed, after 5 seconds or what it says', async () => {
    const { transcript } = await converse(pages('action="/keys"'), {})
    expect(transcript.map(({ atSeconds, kind }) => [atSeconds, kind])).toEqual([
      [0, 'play'],
      [0.5, 'listen'],
      [5.5, 'say'],
      [expect.any(Number), 'hang-up'],
    ])
    expect(await saidAfter('action="/keys" timeout="0"', press('1'))).toBe('niets')
    expect(await saidAfter('action="/keys"', press('#'))).toBe('niets')
  })

  it('asks its action about nothing when told to', async () => {
    expect(await saidAfter('action="/keys" actionOnEmptyResult="true"', {})).toBe('toetsen geen')
  })

  it('is interrupted by the first key', async () => {
    const callee: Callee = { presses: [{ after: { heard: 'one' }, keys: '7', delaySeconds: 0.2 }] }
    const prompts = ['one', 'two', 'three']
      .map((name) => `<Play>/prompts/${name}.wav</Play>`)
      .join('')
    const { transcript } = await converse(pages('action="/keys" numDigits="1"', prompts), callee)
    expect(
      transcript.map(({ atSeconds, kind, text, interrupted }) => [
        atSeconds,
        kind,
        text,
        interrupted,
      ]),
    ).toEqual([
      [0, 'play', 'one', undefined],
      [0.5, 'play', 'two', true],
      [0.7, 'key', '7', undefined],
      [0.7, 'say', 'toetsen 7', undefined],
      [expect.any(Number), 'hang-up', undefined, undefined],
    ])
  })

  it('asks for its own document when it has no action', async () => {
    const { transcript, received } = await converse(
      {
        '/answer': ({ params }) =>
          params.Digits === undefined ? asks('numDigits="1"') : response('<Say>dank u</Say>'),
      },
      press('5'),
    )
    expect(received).toHaveLength(2)
    expect(received[1]?.params).toMatchObject({ Digits: '5' })
    expect(transcript.at(-2)).toMatchObject({ text: 'dank u' })
  })

  it('may ask by GET, and at an address relative to its document', async () => {
    const { received } = await converse(
      {
        '/a/answer': asks('action="keys?a=1" method="GET" numDigits="1"'),
        '/a/keys': response(''),
      },
      press('5'),
      { url: 'a/answer' },
    )
    expect(received.at(-1)).toMatchObject({
      path: '/a/keys',
      method: 'GET',
      authentic: true,
      params: { a: '1', Digits: '5' },
    })
  })

  it('speaks only Say, Play and Pause', async () => {
    const { transcript } = await converse(
      pages('action="/keys"', '<Hangup/><Pause/><Say>vraag</Say>'),
      press('1#'),
    )
    expect(transcript.map(({ kind, code, text }) => code ?? text ?? kind)).toEqual([
      13320,
      'pause',
      'vraag',
      'listen',
      '1',
      'listen',
      '#',
      'toetsen 1',
      'hang-up',
    ])
  })

  it.each([
    ['numDigits="een"', 13314],
    ['numDigits="0"', 13314],
    ['timeout="lang"', 13313],
    ['finishOnKey="12"', 13310],
  ])('warns about %s, and does without', async (attribute, code) => {
    const { transcript } = await converse(pages(`action="/keys" ${attribute}`), press('12#'))
    expect(transcript[0]).toMatchObject({ kind: 'warning', code })
    expect(transcript.at(-2)).toMatchObject({ text: 'toetsen 12' })
  })

  it('does not hear what was pressed before it', async () => {
    const early: Callee = { presses: [{ after: 'answer', keys: '4', delaySeconds: 0.2 }] }
    const { transcript } = await converse(
      {
        '/answer': response(
          '<Play>/prompts/hello.wav</Play><Gather numDigits="1" action="/keys"/>',
        ),
        '/keys': response('<Say>gehoord</Say>'),
      },
      early,
    )
    expect(transcript).toContainEqual({ atSeconds: 0.2, kind: 'key', text: '4', lost: true })
    expect(transcript.some(({ text }) => text === 'gehoord')).toBe(false)
  })
})
