import { randomInt } from 'node:crypto'

/** Letters that sound and look unlike each other, spoken by phone. */
const letters = 'BCDFGHJKLMNPRSTVWXZ'

/** Short enough to read out to a helpdesk, such as `K7-42-MP`. */
export function drawReference(): string {
  const letter = () => letters[randomInt(letters.length)]
  const digit = () => randomInt(10)
  return `${letter()}${digit()}-${digit()}${digit()}-${letter()}${letter()}`
}

/** `K7-42-MP`, of `k7 42 mp`; null when it cannot be one. */
export function parseReference(typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (!/^[A-Z]\d{3}[A-Z]{2}$/.test(bare)) return null
  return `${bare.slice(0, 2)}-${bare.slice(2, 4)}-${bare.slice(4)}`
}
