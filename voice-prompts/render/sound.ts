/** One channel, full scale at -1 and 1. */
export interface Sound {
  readonly rate: number
  readonly samples: Float64Array
}

/** What every carrier, and every browser, plays. */
export const telephoneRate = 8000

const headerBytes = 44

/** Reads 16-bit PCM. A length that a writer to a pipe could not know is taken from the bytes. */
export function readWav(file: Buffer): Sound {
  if (file.toString('latin1', 0, 4) !== 'RIFF') throw new Error('Expected `file` to be a WAV file')
  const format = findChunk(file, 'fmt ')
  const data = findChunk(file, 'data')
  const [coding, channels, bits] = [0, 2, 14].map((at) => format.readUInt16LE(at))
  if (coding !== 1 || channels !== 1 || bits !== 16) {
    throw new Error('Expected `file` to hold one channel of 16-bit PCM')
  }
  const samples = Float64Array.from({ length: data.length >> 1 }, (_, index) => {
    return data.readInt16LE(index * 2) / 32_768
  })
  return { rate: format.readUInt32LE(4), samples }
}

export function writeWav({ rate, samples }: Sound): Buffer {
  const file = Buffer.alloc(headerBytes + samples.length * 2)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, index) => {
    file.writeInt16LE(Math.round(sample * 32_767), headerBytes + index * 2)
  })
  return file
}

function findChunk(file: Buffer, id: string): Buffer {
  let at = 12
  while (at + 8 <= file.length) {
    const end = at + 8 + file.readUInt32LE(at + 4)
    if (file.toString('latin1', at, at + 4) === id) return file.subarray(at + 8, end)
    at = end + (end % 2)
  }
  throw new Error(`Expected \`file\` to have a \`${id.trim()}\` chunk`)
}
