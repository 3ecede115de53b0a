/** What a telephone line carries: mono, 8000 samples a second. */
export const sampleRate = 8_000

export type WavOutcome =
  | { readonly ok: true; readonly samples: Int16Array }
  | { readonly ok: false; readonly message: string }

interface Format {
  readonly encoding: number
  readonly channels: number
  readonly rate: number
  readonly bits: number
}

const pcm = 1
const muLaw = 7
const headerBytes = 44

/** Reads PCM16 and mu-law, any rate, any number of channels, as a telephone would play them. */
export function readWav(bytes: Buffer): WavOutcome {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    return { ok: false, message: 'not a WAV file' }
  }
  const chunks = readChunks(bytes)
  const format = readFormat(chunks.get('fmt '))
  const data = chunks.get('data')
  if (!format || !data) return { ok: false, message: 'a WAV file without format or data' }
  const decode = decoders[`${format.encoding}/${format.bits}`]
  if (!decode) return { ok: false, message: 'a WAV file that is neither PCM16 nor mu-law' }
  return { ok: true, samples: resample(toMono(decode(data), format.channels), format.rate) }
}

export function writeWav(samples: Int16Array): Buffer {
  const dataBytes = samples.length * 2
  const wav = Buffer.alloc(headerBytes + dataBytes)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(headerBytes - 8 + dataBytes, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(pcm, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(sampleRate, 24)
  wav.writeUInt32LE(sampleRate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(dataBytes, 40)
  samples.forEach((sample, at) => {
    wav.writeInt16LE(sample, headerBytes + at * 2)
  })
  return wav
}

/** ITU-T G.711: eight bits, inverted, of sign, exponent and mantissa. */
export function decodeMuLaw(data: Buffer): Int16Array {
  return Int16Array.from(data, (byte) => {
    const bits = ~byte & 0xff
    const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84
    return bits & 0x80 ? -magnitude : magnitude
  })
}

const decoders: Readonly<Record<string, (data: Buffer) => Int16Array>> = {
  [`${pcm}/16`]: (data) =>
    Int16Array.from({ length: data.length >> 1 }, (_, at) => data.readInt16LE(at * 2)),
  [`${muLaw}/8`]: decodeMuLaw,
}

function readChunks(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const chunks = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    if (!chunks.has(name)) chunks.set(name, bytes.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size % 2)
  }
  return chunks
}

function readFormat(chunk: Buffer | undefined): Format | null {
  if (!chunk || chunk.length < 16) return null
  const format = {
    encoding: chunk.readUInt16LE(0),
    channels: chunk.readUInt16LE(2),
    rate: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  }
  const plausible = format.channels >= 1 && format.channels <= 8
  return plausible && format.rate >= 4_000 && format.rate <= 192_000 ? format : null
}

function toMono(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples
  return Int16Array.from({ length: Math.floor(samples.length / channels) }, (_, at) => {
    const frame = samples.subarray(at * channels, (at + 1) * channels)
    return frame.reduce((sum, sample) => sum + sample, 0) / channels
  })
}

/** Straight lines between samples: good enough to hear which prompt it is. */
function resample(samples: Int16Array, rate: number): Int16Array {
  if (rate === sampleRate) return samples
  const length = Math.round((samples.length * sampleRate) / rate)
  return Int16Array.from({ length }, (_, at) => {
    const place = (at * rate) / sampleRate
    const before = samples[Math.floor(place)] ?? 0
    const after = samples[Math.floor(place) + 1] ?? before
    return before + (after - before) * (place % 1)
  })
}
