import { crc32 as crcOf, deflateSync, inflateSync } from 'node:zlib'

/** Taken by how much there is of them; the rest by how unlike those they are, such as a green dot. */
const COMMON_MOST = 80
const COLOURS_MOST = 112
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

interface Image {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly pixels: Buffer
}

/** The same picture in at most so many colours: a third of the size, and pages have few. */
export function toPalettePng(png: Buffer): Buffer {
  const image = decode(png)
  const { width, height } = image
  const { palette, indexOf } = choose(image)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexOf(colourAt(image, y * width + x))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(toBytes))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function decode(png: Buffer): Image {
  const parts: Buffer[] = []
  let [width, height, channels] = [0, 0, 3]
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const data = png.subarray(at + 8, at + 8 + length)
    const type = png.toString('latin1', at + 4, at + 8)
    if (type === 'IHDR') {
      ;[width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
      if (data[8] !== 8 || data[12] !== 0) throw new Error('Expected 8 bits and no interlacing')
      channels = data[9] === 6 ? 4 : 3
    }
    if (type === 'IDAT') parts.push(data)
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(parts))
  return { width, height, channels, pixels: unfilter(raw, { width, height, channels }) }
}

/** PNG (third edition), section 9: each row says how it was told from what is left of and above it. */
function unfilter(raw: Buffer, { width, height, channels }: Omit<Image, 'pixels'>): Buffer {
  const size = width * channels
  const out = Buffer.alloc(size * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (size + 1)] ?? 0
    for (let x = 0; x < size; x++) {
      const at = y * size + x
      const before = x < channels ? Number.NaN : at - channels
      const told = toldBy(filter, [before, at - size, before - size].map(byteIn(out)))
      out[at] = (raw[y * (size + 1) + 1 + x] ?? 0) + told
    }
  }
  return out
}

/** Beyond the edges everything is 0. */
const byteIn = (bytes: Buffer) => (at: number) => bytes[at] ?? 0

function toldBy(filter: number, [left = 0, above = 0, corner = 0]: readonly number[]): number {
  if (filter === 4) return paeth(left, above, corner)
  return [0, left, above, (left + above) >> 1][filter] ?? 0
}

function paeth(left: number, above: number, corner: number) {
  const guess = left + above - corner
  const toLeft = Math.abs(guess - left)
  const toAbove = Math.abs(guess - above)
  const toCorner = Math.abs(guess - corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

function colourAt({ pixels, channels }: Image, pixel: number): number {
  return pixels.readUIntBE(pixel * channels, 3)
}

const toBytes = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255]

/** A palette, and for every colour the nearest in it. */
function choose(image: Image) {
  const counts = new Map<number, number>()
  for (let pixel = 0; pixel < image.width * image.height; pixel++) {
    const colour = colourAt(image, pixel)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one)
  const palette = sorted.slice(0, COMMON_MOST).map(([colour]) => colour)
  const rest = sorted.slice(COMMON_MOST).map(([colour]) => colour)
  while (rest.length > 0 && palette.length < COLOURS_MOST) palette.push(mostUnlike(palette, rest))
  const nearest = new Map(palette.map((colour, index) => [colour, index]))
  const indexOf = (colour: number) => {
    const known = nearest.get(colour) ?? nearestOf(palette, colour)
    nearest.set(colour, known)
    return known
  }
  return { palette, indexOf }
}

const nearestDistance = (palette: readonly number[], colour: number) =>
  Math.min(...palette.map((one) => distance(toBytes(one), toBytes(colour))))

function mostUnlike(palette: readonly number[], rest: readonly number[]): number {
  const [first = 0] = rest
  const farther = (one: Told, other: Told) => (other.far > one.far ? other : one)
  const told = rest.map((colour) => ({ colour, far: nearestDistance(palette, colour) }))
  return told.reduce(farther, { colour: first, far: -1 }).colour
}

interface Told {
  readonly colour: number
  readonly far: number
}

function nearestOf(palette: readonly number[], colour: number): number {
  const distances = palette.map((one) => distance(toBytes(one), toBytes(colour)))
  return distances.indexOf(Math.min(...distances))
}

function distance(one: readonly number[], other: readonly number[]) {
  return one.reduce((sum, value, channel) => sum + (value - (other[channel] ?? 0)) ** 2, 0)
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crcOf(body), body.length + 4)
  return out
}
