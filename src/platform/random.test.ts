import { expect, it } from 'vitest'
import { drawBytes } from './random.ts'

it('gives as many bytes as asked for, and none of them twice', () => {
  const seen = new Set<string>()
  for (let draw = 0; draw < 2000; draw++) {
    const count = 12 + (draw % 21)
    const drawn = drawBytes(count)
    expect(drawn).toHaveLength(count)
    seen.add(drawn.subarray(0, 12).toString('hex'))
  }
  expect(seen.size).toBe(2000)
})

it('what was given away stays as it was', () => {
  const first = drawBytes(20)
  const copy = first.toString('hex')
  for (let draw = 0; draw < 500; draw++) drawBytes(20)
  expect(first.toString('hex')).toBe(copy)
  expect(/^0+$/.test(copy)).toBe(false)
})

it('fills the whole pool at most', () => {
  expect(drawBytes(4096)).toHaveLength(4096)
  expect(drawBytes(4096)).not.toEqual(drawBytes(4096))
})
