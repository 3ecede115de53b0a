import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { digestCode, drawCode, normaliseCode } from './code.ts'

const key = Buffer.alloc(32, 7)

it('draws codes of the wanted length, leading zeros kept, evenly', () => {
  const codes = Array.from({ length: 100_000 }, () => drawCode(6))
  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)

  const bins = new Array<number>(100).fill(0)
  for (const code of codes) bins[Number(code.slice(0, 2))]! += 1
  const chiSquare = bins.reduce((sum, seen) => sum + (seen - 1000) ** 2 / 1000, 0)
  // 99 degrees of freedom: above 148.2 once in a thousand runs, above 180 once in a million.
  expect(chiSquare).toBeLessThan(180)
})

it('takes its randomness from the system, never from Math.random', () => {
  const src = new URL('../', import.meta.url)
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.'),
  )
  for (const file of files)
    expect(readFileSync(new URL(file, src), 'utf8'), file).not.toContain('Math.random')
})

it('binds a digest to its key, its challenge and its code', () => {
  const digest = digestCode(key, 'ch_1', '482913')

  expect(digestCode(key, 'ch_1', '482913')).toBe(digest)
  expect(digestCode(key, 'ch_2', '482913')).not.toBe(digest)
  expect(digestCode(key, 'ch_1', '482914')).not.toBe(digest)
  expect(digestCode(Buffer.alloc(32, 8), 'ch_1', '482913')).not.toBe(digest)
})

it.each(['482 913', '482-913', ' 482913 ', '4 8 2 9 1 3'])('reads %j as 482913', (typed) => {
  expect(normaliseCode(typed)).toBe('482913')
})
