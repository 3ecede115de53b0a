import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type DialogueTurn,
  type Gate,
  nextTurn,
  type Position,
  type Script,
  toPosition,
} from './dialogue.ts'
import type { PromptId } from './prompts/catalogue.ts'

const keyGate: Gate = { kind: 'key', digit: '4' }
const script: Script = { gate: keyGate, code: '482913' }
const matchScript: Script = { gate: { kind: 'match', digits: '47' }, code: '482913' }
const openScript: Script = { gate: { kind: 'none' }, code: '482913' }
const expired: Script = { gate: keyGate, code: null, why: 'expired' }

describe('picking up', () => {
  test('says who calls and why, asks for the key, and tells how to say no', () => {
    const turn = nextTurn(script, 'answer', null)
    expect(heard(turn)).toEqual([
      ...['silence-1000ms', 'greeting', 'reason'],
      ...['gate-key-before', 'digit-4', 'gate-key-after', 'gate-not-you'],
    ])
    expect(turn.steps.map((step) => step.do)).toEqual(['say', 'listen'])
    expect(listening(turn)).toBe('1 digit for 6 s, then gate-1')
    expect(turn.event).toBeNull()
  })

  test('with `match`, asks for two digits and speaks neither', () => {
    const turn = nextTurn(matchScript, 'answer', null)
    expect(heard(turn)).toContain('gate-match')
    expect(digitsIn(turn)).toBe('')
    expect(listening(turn)).toBe('2 digits for 6 s, then gate-1')
  })

  test('with `none`, reads the code at once', () => {
    const turn = nextTurn(openScript, 'answer', null)
    expect(heard(turn)).toContain('greeting')
    expect(digitsIn(turn)).toBe('482913482913')
    expect(turn.event).toBeNull()
  })

  test.each(['expired', 'closed'] as const)('a code that is %s ends the call politely', (why) => {
    const turn = nextTurn({ gate: keyGate, code: null, why }, 'answer', null)
    expect(heard(turn)).toEqual([`code-${why}`])
    expect(hangsUp(turn)).toBe(true)
  })
})

describe('at the gate', () => {
  test.each([
    [script, '4'],
    [matchScript, '47'],
  ])('the right keys are answered with the code', (wanted, keys) => {
    const turn = nextTurn(wanted, 'gate-2', { keys })
    expect(turn.event).toBe('gate-passed')
    expect(digitsIn(turn)).toBe('482913482913')
  })

  test.each([
    [script, '5'],
    [script, '44'],
    [script, '*'],
    [matchScript, '74'],
    [matchScript, '4'],
    [matchScript, '99'],
  ])('any other key ends the call', (wanted, keys) => {
    const turn = nextTurn(wanted, 'gate-1', { keys })
    expect(turn.event).toBe('gate-failed')
    expect(heard(turn)).toEqual(['gate-failed'])
    expect(hangsUp(turn)).toBe(true)
  })

  test('silence is asked again, three times in all, and is never a failure', () => {
    const call = play(script, [null, { keys: '' }, null])
    expect(call.map(({ event }) => event)).toEqual([null, null, null, null])
    expect(call.map(digitsIn)).toEqual(['4', '4', '4', ''])
    expect(heard(call.at(-1)!)).toEqual(['gate-silent'])
    expect(hangsUp(call.at(-1)!)).toBe(true)
  })

  test('the right key after the code expired does not pass the gate', () => {
    const turn = nextTurn(expired, 'gate-1', { keys: '4' })
    expect(turn.event).toBeNull()
    expect(heard(turn)).toEqual(['code-expired'])
  })
})

describe('the reading', () => {
  test('goes digit by digit, three and three, twice, with silence after the last', () => {
    const prompts = heard(nextTurn(script, 'gate-1', { keys: '4' }))
    const once = [
      ...['digit-4', 'silence-600ms', 'digit-8', 'silence-600ms', 'digit-2', 'silence-1000ms'],
      ...['digit-9', 'silence-600ms', 'digit-1', 'silence-600ms', 'digit-3'],
    ]
    expect(prompts).toEqual([
      ...['silence-1000ms', 'code-warning', 'code-keys', 'code-intro', 'silence-600ms'],
      ...once,
      ...['silence-1200ms', 'code-again', 'silence-600ms'],
      ...once,
      'silence-1500ms',
    ])
  })

  test.each([
    ['48291', 3],
    ['4829137', 4],
    ['48291375', 4],
  ])('a code of another length, %s, is cut in two after %i digits', (code, first) => {
    const prompts = heard(nextTurn({ gate: keyGate, code }, 'gate-1', { keys: '4' }))
    const group = prompts.slice(prompts.indexOf('silence-600ms') + 1)
    expect(group.indexOf('silence-1000ms')).toBe(2 * first - 1)
  })

  test('1 reads it again, five times in all; then silence is goodbye', () => {
    const again = { keys: '1' }
    const call = play(script, [{ keys: '4' }, again, again, again, again, again])
    expect(call.map(digitsIn).filter((digits) => digits === '482913482913')).toHaveLength(5)
    expect(hangsUp(call.at(-1)!)).toBe(true)

    const goodbye = nextTurn(script, 'code-2', null)
    expect(goodbye.event).toBe('spoken')
    expect(heard(goodbye)).toEqual(['code-goodbye'])
  })

  test('a key that means nothing reads it again too', () => {
    expect(digitsIn(nextTurn(script, 'code-1', { keys: '#' }))).toBe('482913482913')
  })

  test('is not repeated once the code has expired', () => {
    expect(heard(nextTurn(expired, 'code-1', { keys: '1' }))).toEqual(['code-expired'])
  })
})

test('9 says "not me": at the gate, after the code, and when the challenge is closed', () => {
  for (const wanted of [script, matchScript, expired]) {
    for (const at of ['gate-1', 'gate-3', 'code-1', 'code-5'] as const) {
      const turn = nextTurn(wanted, at, { keys: '9' })
      expect(turn.event).toBe('reported')
      expect(heard(turn)).toEqual(['reported'])
      expect(hangsUp(turn)).toBe(true)
    }
  }
})

test('a position is read from a path only if a turn leads to it', () => {
  const positions = ['answer', 'gate-1', 'gate-3', 'code-1', 'code-5']
  const others = ['', 'gate', 'gate-0', 'gate-4', 'code-6', 'code-01', 'code-1e0', 'gate-1/', '1']
  expect(positions.map(toPosition)).toEqual(positions)
  expect(others.map(toPosition)).toEqual(others.map(() => null))
})

describe('for every gate, code and callee', () => {
  const keys = (from: string, length: { minLength: number; maxLength: number }) =>
    fc.array(fc.constantFrom(...from), length).map((all) => all.join(''))
  const exactly = (length: number) => ({ minLength: length, maxLength: length })
  const gates = fc.oneof(
    fc.record({ kind: fc.constant('key' as const), digit: keys('2345678', exactly(1)) }),
    fc.record({ kind: fc.constant('match' as const), digits: keys('0123456789', exactly(2)) }),
    fc.constant({ kind: 'none' as const }),
  )
  const codes = keys('0123456789', { minLength: 4, maxLength: 8 })
  const answers = fc.oneof(
    fc.constant(null),
    fc.record({ keys: keys('0123456789*#', { minLength: 0, maxLength: 3 }) }),
    fc.record({ keys: keys('123456789', exactly(1)) }),
  )
  const callees = fc.oneof(
    fc.array(answers, { minLength: 9, maxLength: 12 }),
    answers.map((always) => new Array(12).fill(always)),
  )
  const positions = fc.constantFrom<Position[]>(
    ...(['answer', 'gate-1', 'gate-2', 'gate-3'] as const),
    ...(['code-1', 'code-2', 'code-5'] as const),
  )
  const settings = { seed: 29, numRuns: 300 }

  test('a turn is the same when it is asked for again', () => {
    const property = fc.property(gates, codes, positions, answers, (gate, code, at, listened) => {
      const turn = nextTurn({ gate, code }, at, listened)
      expect(nextTurn({ gate, code }, at, listened)).toEqual(turn)
    })
    fc.assert(property, settings)
  })

  test('the call ends', () => {
    const property = fc.property(gates, codes, callees, (gate, code, callee) => {
      expect(hangsUp(play({ gate, code }, callee).at(-1)!)).toBe(true)
    })
    fc.assert(property, settings)
  })

  test("digits are the gate's own before it is passed, and exactly the code twice behind it", () => {
    const property = fc.property(gates, codes, callees, (gate, code, callee) => {
      let passed = gate.kind === 'none'
      for (const turn of play({ gate, code }, callee)) {
        passed ||= turn.event === 'gate-passed'
        const asked = gate.kind === 'key' ? gate.digit : ''
        expect(['', passed ? code + code : asked]).toContain(digitsIn(turn))
      }
    })
    fc.assert(property, settings)
  })

  test('a wrong key is never answered with a digit', () => {
    const property = fc.property(gates, codes, answers, (gate, code, listened) => {
      const keys = listened?.keys ?? ''
      fc.pre(gate.kind !== 'none' && keys !== '')
      fc.pre(keys !== (gate.kind === 'key' ? gate.digit : gate.digits))
      expect(digitsIn(nextTurn({ gate, code }, 'gate-1', listened))).toBe('')
    })
    fc.assert(property, settings)
  })

  test('a script without a code speaks no digit, anywhere', () => {
    const property = fc.property(gates, positions, answers, (gate, at, listened) => {
      const turn = nextTurn({ gate, code: null, why: 'closed' }, at, listened)
      expect(digitsIn(turn)).toBe('')
      expect(hangsUp(turn)).toBe(true)
    })
    fc.assert(property, settings)
  })

  test('behind the second reading there is silence and then an ear', () => {
    const property = fc.property(codes, (code) => {
      const turn = nextTurn({ gate: keyGate, code }, 'gate-1', { keys: '4' })
      const prompts = heard(turn)
      const last = prompts.findLastIndex((id) => id.startsWith('digit-'))
      expect(prompts.slice(last + 1)).toEqual(['silence-1500ms'])
      expect(turn.steps.at(-1)?.do).toBe('listen')
    })
    fc.assert(property, settings)
  })
})

/** Plays a call: every turn the callee gets to hear, up to the end or to the last answer. */
function play(wanted: Script, callee: ({ keys: string } | null)[]): DialogueTurn[] {
  const turns = [nextTurn(wanted, 'answer', null)]
  for (const listened of callee) {
    const listen = turns.at(-1)?.steps.find((step) => step.do === 'listen')
    if (!listen) break
    turns.push(nextTurn(wanted, listen.then, listened))
  }
  return turns
}

function heard(turn: DialogueTurn): PromptId[] {
  return turn.steps.flatMap((step) => (step.do === 'say' ? step.prompts : []))
}

function digitsIn(turn: DialogueTurn): string {
  return heard(turn)
    .map((id) => /^digit-(\d)$/.exec(id)?.[1] ?? '')
    .join('')
}

function listening(turn: DialogueTurn): string {
  const step = turn.steps.at(-1)
  if (step?.do !== 'listen') return 'not listening'
  const { digits, timeoutSeconds } = step
  return `${digits} digit${digits > 1 ? 's' : ''} for ${timeoutSeconds} s, then ${step.then}`
}

function hangsUp(turn: DialogueTurn): boolean {
  return turn.steps.at(-1)?.do === 'hangUp'
}
