import { expect, it } from 'vitest'
import { lineOfPointer } from './line-of-pointer.ts'

const text = `rules:
  - name: number-10m
    quota: 3
  - name: user-1h
    quota: nonsense
offices: []
`

it.each([
  ['/rules/0/quota', 3],
  ['/rules/1/quota', 5],
  ['/rules/1', 4],
  ['/offices', 6],
  // What is not there stands where it should.
  ['/rules/1/reason', 4],
  ['', 1],
  ['/nothing', 1],
])('%s stands on line %i', (pointer, line) => {
  expect(lineOfPointer(text, pointer)).toBe(line)
})

it('the same in JSON', () => {
  expect(lineOfPointer(JSON.stringify({ rules: [{ name: 'a' }] }, null, 2), '/rules/0/name')).toBe(
    4,
  )
})
