import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMuLaw, readWav, writeWav } from './wav.ts'

const sample = fc.integer({ min: -32_768, max: 32_767 })

describe('a WAV file', () => {
  it('comes back sample for sample', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 400 }), (samples) => {
        const outcome = readWav(writeWav(Int16Array.from(samples)))
        expect(outcome.ok && [...outcome.samples]).toEqual(samples)
      }),
      { seed: 20260105, numRuns: 100 },
    )
  })

  it('in mu-law is read at its true length and level', () => {
    const wav = inFormat(
      { encoding: 7, bits: 8, rate: 8_000, channels: 1 },
      [0xff, 0x7f, 0x80, 0x00],
    )
    const outcome = readWav(wav)
    expect(outcome.ok && [...outcome.samples]).toEqual([0, -0, 32_124, -32_124].map((n) => n + 0))
  })

  it('mu-law covers its 256 levels, one for each sign and size', () => {
    const levels = decodeMuLaw(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)))
    expect(new Set(levels).size).toBe(255)
    expect(Math.max(...levels)).toBe(32_124)
  })

  it('of another rate or in stereo keeps its length in time', () => {
    const second = new Array(32_000).fill(0)
    const outcome = readWav(
      inFormat({ encoding: 1, bits: 16, rate: 16_000, channels: 2 }, second, 2),
    )
    expect(outcome.ok && outcome.samples.length).toBe(8_000)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>Not found</html>')],
    ['a header only', writeWav(new Int16Array(8)).subarray(0, 20)],
    ['24 bits', inFormat({ encoding: 1, bits: 24, rate: 8_000, channels: 1 }, [0, 0, 0])],
    ['no channels', inFormat({ encoding: 1, bits: 16, rate: 8_000, channels: 0 }, [0, 0])],
  ])('of %s is refused', (_, bytes) => {
    expect(readWav(bytes)).toMatchObject({ ok: false })
  })
})

interface Format {
  encoding: number
  bits: number
  rate: number
  channels: number
}

function inFormat(format: Format, values: readonly number[], bytesEach = 1): Buffer {
  const wav = Buffer.alloc(44 + values.length * bytesEach)
  writeWav(new Int16Array(0)).copy(wav)
  wav.writeUInt16LE(format.encoding, 20)
  wav.writeUInt16LE(format.channels, 22)
  wav.writeUInt32LE(format.rate, 24)
  wav.writeUInt16LE(format.bits, 34)
  wav.writeUInt32LE(values.length * bytesEach, 40)
  values.forEach((value, at) => {
    wav.writeUIntLE(value, 44 + at * bytesEach, bytesEach)
  })
  return wav
}
