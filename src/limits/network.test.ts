import { expect, it } from 'vitest'
import { parseNetwork } from './network.ts'

it.each([
  ['192.0.2.7', '192.0.2.7', '192.0.2.8'],
  ['192.0.2.0/24', '192.0.2.255', '192.0.3.0'],
  ['192.0.2.0/24', '::ffff:192.0.2.9', '::ffff:192.0.3.9'],
  ['2001:db8::/48', '2001:DB8:0:ffff::1', '2001:db8:1::1'],
])('%s has %s and not %s', (network, inside, outside) => {
  const parsed = parseNetwork(network)
  expect(parsed?.has(inside)).toBe(true)
  expect(parsed?.has(outside)).toBe(false)
})

it.each([
  ...['', 'localhost', '192.0.2', '192.0.2.0/', '192.0.2.0/x', '192.0.2.0/24/1', '192.0.2.0/33'],
  ...['0.0.0.0/0', '10.0.0.0/8', '::/0', '2001:db8::/129', 'fe80::1%eth0'],
])('%j is no network that an office has', (network) => {
  expect(parseNetwork(network)).toBeNull()
})

it('what is no address is in no network', () => {
  expect(parseNetwork('192.0.2.0/24')?.has('office')).toBe(false)
})
