import fc from 'fast-check'
import { expect, it } from 'vitest'
import { onAccent } from './contrast.ts'

it('takes black on orange and white on navy', () => {
  expect(onAccent('f08700')).toBe('#000000')
  expect(onAccent('0a2540')).toBe('#ffffff')
})

it('a button can be read on every colour a provider chooses', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => n.toString(16).padStart(6, '0'))
  fc.assert(
    fc.property(hex, (colour) => {
      expect(contrast(colour, onAccent(colour).slice(1))).toBeGreaterThanOrEqual(4.5)
    }),
    { seed: 20_260_101, numRuns: 2000 },
  )
})

function contrast(left: string, right: string) {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string) {
  const channel = (at: number) => {
    const s = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}
