import { expect, it } from 'vitest'
import { readPrice } from './read-price.ts'

it.each([
  ['-0.03000', 'USD', { micros: 30_000, currency: 'USD' }],
  ['-0.0042', 'eur', { micros: 4_200, currency: 'EUR' }],
  ['0', 'EUR', { micros: 0, currency: 'EUR' }],
  ['-12', 'EUR', { micros: 12_000_000, currency: 'EUR' }],
])('%s %s', (price, unit, read) => {
  expect(readPrice(price, unit)).toEqual(read)
})

it.each([
  [null, 'USD'],
  ['', 'USD'],
  ['1e9', 'USD'],
  ['-0.03 USD', 'USD'],
  ['NaN', 'USD'],
  ['-1', null],
  ['-1', 'EURO'],
  [-0.03, 'USD'],
])('%j %j is not known yet', (price, unit) => {
  expect(readPrice(price, unit)).toBeNull()
})
