import { describe, expect, it } from 'vitest'
import { Line } from './line.ts'

const key = (digit: string) => ({ kind: 'key', key: digit }) as const

describe('a line without waiting', () => {
  it('knows its own time to the millisecond though none went by', async () => {
    const line = new Line(Number.POSITIVE_INFINITY)
    const started = performance.now()
    expect(await line.pass(3_600_000)).toBe(null)
    expect(line.nowMs).toBe(3_600_000)
    expect(performance.now() - started).toBeLessThan(500)
  })

  it('delivers what was due in order, each at its own time', async () => {
    const line = new Line(Number.POSITIVE_INFINITY)
    line.schedule(key('2'), 200)
    line.schedule(key('1'), 100)
    line.schedule(key('3'), 200)
    const seen: [number, unknown][] = []
    for (let act = await line.pass(500); act; act = await line.pass(500)) {
      seen.push([line.nowMs, act])
    }
    expect(seen).toEqual([
      [100, key('1')],
      [200, key('2')],
      [200, key('3')],
    ])
  })

  it('waits for a person all the same', async () => {
    const line = new Line(Number.POSITIVE_INFINITY)
    const waiting = line.pass(60_000, { forPerson: true })
    line.post({ kind: 'answer' })
    expect(await waiting).toEqual({ kind: 'answer' })
    expect(line.nowMs).toBeLessThan(60_000)
  })

  it('stands still while something outside is under way', async () => {
    const line = new Line(Number.POSITIVE_INFINITY)
    line.schedule(key('1'), 5)
    expect(await line.pass(60_000, { until: Promise.reject(new Error('lost')) })).toBe(null)
    expect(line.nowMs).toBe(0)
    expect(await line.pass(10)).toEqual(key('1'))
  })
})

describe('a line at twenty times the speed', () => {
  it('takes a twentieth of the time', async () => {
    const line = new Line(20)
    const started = performance.now()
    expect(await line.pass(1_000)).toBe(null)
    const took = performance.now() - started
    expect(line.nowMs).toBe(1_000)
    expect(took).toBeGreaterThan(45)
    expect(took).toBeLessThan(900)
  })

  it('is interrupted where it is', async () => {
    const line = new Line(20)
    const waiting = line.pass(60_000)
    line.post(key('5'))
    expect(await waiting).toEqual(key('5'))
    expect(line.nowMs).toBeLessThan(30_000)
  })
})
