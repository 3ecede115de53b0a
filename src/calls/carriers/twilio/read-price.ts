import type { Price } from '../../carrier.ts'

/** Twilio writes what it takes as a negative number in a text, such as `-0.03000`, once it knows it. */
export function readPrice(price: unknown, unit: unknown): Price | null {
  if (typeof price !== 'string' || !/^-?\d{1,6}(\.\d{1,10})?$/.test(price)) return null
  if (typeof unit !== 'string' || !/^[A-Z]{3}$/i.test(unit)) return null
  return { micros: Math.round(Math.abs(Number(price)) * 1_000_000), currency: unit.toUpperCase() }
}
