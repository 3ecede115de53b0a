import { type Sound, telephoneRate } from './sound.ts'

const bandHz = { from: 300, to: 3400 }
const halfWidthSeconds = 0.016

/**
 * Brings a sound to 8 kHz and to the band a telephone carries, in one convolution: each output
 * sample is weighed against a windowed band-pass kernel that is centred on its own time.
 */
export function toTelephoneBand({ rate, samples }: Sound): Sound {
  const divisor = greatestCommonDivisor(rate, telephoneRate)
  const phases = telephoneRate / divisor
  const stride = rate / divisor
  const kernels = Array.from({ length: phases }, (_, phase) => kernelAt(phase / phases, rate))

  const length = Math.floor((samples.length * phases) / stride)
  const band = Float64Array.from({ length }, (_, index) => {
    const position = index * stride
    const kernel = kernels[position % phases]
    return kernel ? weigh(samples, Math.floor(position / phases), kernel) : 0
  })
  return { rate: telephoneRate, samples: band }
}

function weigh(samples: Float64Array, centre: number, kernel: Float64Array): number {
  const first = centre - (kernel.length >> 1)
  return kernel.reduce((sum, weight, index) => sum + weight * (samples[first + index] ?? 0), 0)
}

/** The kernel for a time that lies `fraction` of an input sample behind its centre tap. */
function kernelAt(fraction: number, rate: number): Float64Array {
  const reach = Math.ceil(halfWidthSeconds * rate)
  return Float64Array.from({ length: 2 * reach + 1 }, (_, index) => {
    const seconds = (index - reach - fraction) / rate
    return (bandPass(seconds) * blackman(seconds)) / rate
  })
}

function bandPass(seconds: number): number {
  return lowPass(bandHz.to, seconds) - lowPass(bandHz.from, seconds)
}

function lowPass(hz: number, seconds: number): number {
  return seconds === 0 ? 2 * hz : Math.sin(2 * Math.PI * hz * seconds) / (Math.PI * seconds)
}

function blackman(seconds: number): number {
  const turn = (Math.PI * seconds) / halfWidthSeconds
  return Math.abs(turn) > Math.PI ? 0 : 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
