import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { type Act, Line } from '../line/line.ts'
import { Callee } from './callee.ts'
import { createEar } from './ear.ts'
import { findScript, scriptNames } from './scripts.ts'
import { spokenDigit } from './spoken-digit.ts'

const gate = ['toets', 'digit-4', 'om-uw-code-te-horen']
const code = ['uw-code-is', 'digit-4', 'digit-8', 'digit-2', 'digit-9', 'digit-1', 'digit-3']

describe('a scripted callee', () => {
  it.each(scriptNames.filter((name) => !name.includes('<')))(
    '%s is a valid description',
    (name) => {
      expect(Check(Callee, findScript(name))).toBe(true)
    },
  )

  it('that presses what is asked presses the digit of the question, and nothing after a code', async () => {
    expect(await whatIsDone('answers-and-presses-what-is-asked', [gate, code])).toEqual(['4'])
    expect(await whatIsDone('answers-and-presses-what-is-asked', [code])).toEqual([])
    expect(await whatIsDone('answers-and-presses-what-is-asked', [[...gate, ...gate]])).toEqual([
      '4',
    ])
  })

  it('that presses again asks for the code once more', async () => {
    expect(await whatIsDone('presses-again', [gate, code, code])).toEqual(['4', '1'])
  })

  it('that presses a wrong key never presses the right one, nor one that means something', () => {
    const digit = fc.integer({ min: 0, max: 9 })
    return fc.assert(
      fc.asyncProperty(digit, async (asked) => {
        const pressed = await whatIsDone('wrong-key', [[`digit-${asked}`]])
        expect(pressed).toHaveLength(1)
        expect(pressed).not.toContain(String(asked))
        expect(['1', '9']).not.toContain(pressed[0])
      }),
      { seed: 20260105, numRuns: 20 },
    )
  })

  it('that presses a wrong key where no digit is spoken presses as many as are wanted', async () => {
    expect(await whatIsDone('wrong-key', [['toets-de-cijfers-op-uw-scherm']], 2)).toEqual([
      '0',
      '0',
    ])
  })

  it('that is a voicemail plays its keys in order, whatever is said', async () => {
    expect(await whatIsDone('voicemail-plays-all-digits', [])).toEqual([...'0123456789'])
    expect(await whatIsDone('voicemail-plays:42', [])).toEqual(['4', '2'])
  })

  it('that hangs up mid-code does so after the third digit of the code, not of the question', async () => {
    expect(await whatIsDone('hangs-up-mid-code', [gate, code])).toEqual(['4', 'hang-up'])
    expect(await whatIsDone('hangs-up-mid-code', [gate, gate])).toEqual(['4'])
  })

  it('has no name of an object member', () => {
    expect(findScript('constructor')).toBe(null)
    expect(findScript('voicemail-plays:')).toBe(null)
  })
})

describe('a spoken digit', () => {
  it.each([
    ['digit-4', '4'],
    ['digit-7-last', '7'],
    ['Vier.', '4'],
    ['één', '1'],
    ['seven', '7'],
    ['3', '3'],
  ])('is heard in %s', (text, digit) => {
    expect(spokenDigit(text)).toBe(digit)
  })

  it.each(['digit-44', 'digits-4', 'toets vier', 'veertig', '', '10', 'constructor'])(
    'is not heard in %j',
    (text) => {
      expect(spokenDigit(text)).toBe(null)
    },
  )
})

async function whatIsDone(
  name: string,
  questions: readonly (readonly string[])[],
  wanted = 1,
): Promise<string[]> {
  const line = new Line(Number.POSITIVE_INFINITY)
  const ear = createEar(findScript(name) ?? {}, line)
  const done: string[] = []
  const listen = async (ms: number) => {
    for (let act = await line.pass(ms); act; act = await line.pass(ms)) done.push(nameOf(act))
  }
  ear.answered()
  if (questions.length === 0) await listen(10_000)
  for (const sounds of questions) {
    ear.begins()
    for (const sound of sounds) {
      await listen(600)
      ear.heard(sound)
    }
    ear.asked(wanted)
    await listen(3_000)
  }
  return done.filter((act) => act !== 'beep')
}

function nameOf(act: Act): string {
  return act.kind === 'key' ? act.key : act.kind
}
