import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Heard } from './heard.ts'
import { assemble } from './recording.ts'

describe('what was heard', () => {
  it('counts from the moment of answering and stops where a key interrupted', () => {
    const heard = new Heard()
    heard.answered(4_000)
    heard.begin(
      4_000,
      { kind: 'play', text: 'gate', url: 'http://127.0.0.1/gate.wav' },
      loud(2_000),
    )
    heard.note(4_500, { kind: 'key', text: '4' })
    heard.end(4_500, true)
    expect(heard.lines).toEqual([
      {
        atSeconds: 0,
        kind: 'play',
        text: 'gate',
        url: 'http://127.0.0.1/gate.wav',
        seconds: 0.5,
        interrupted: true,
      },
      { atSeconds: 0.5, kind: 'key', text: '4' },
    ])
    const recording = heard.record(6_000)
    expect(recording.length).toBe(16_000)
    expect(recording.slice(0, 4_000).every((sample) => sample === 9_000)).toBe(true)
    expect(recording.slice(4_000).every((sample) => sample === 0)).toBe(true)
  })

  it('is bounded, however long a call goes round in circles', () => {
    const heard = new Heard()
    for (let at = 0; at < 5_000; at += 1) heard.note(at, { kind: 'pause' })
    expect(heard.lines.length).toBe(2_000)
  })

  it('has a recording as long as the call, whatever was played in it', () => {
    const ms = fc.integer({ min: 0, max: 3_000 })
    const segment = fc.record({ atMs: ms, forMs: ms, samples: ms.map(loud) })
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), ms, (segments, totalMs) => {
        expect(assemble(segments, totalMs).length).toBe(totalMs * 8)
      }),
      { seed: 20260105, numRuns: 100 },
    )
  })
})

function loud(ms: number): Int16Array {
  return new Int16Array(ms * 8).fill(9_000)
}
