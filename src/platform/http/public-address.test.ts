import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPublicAddress } from './public-address.ts'

it.each([
  ['8.8.8.8', '1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0'],
  ['126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255'],
  ['172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0'],
  ['223.255.255.255', '2606:4700::1111', '2a00:1450:400e::1', '64:ff9b::8.8.8.8'],
])('%s and others next to what is closed are public', (...addresses) => {
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([])
})

it.each([
  ['this network', '0.0.0.0', '0.255.255.255'],
  ['private', '10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.1'],
  ['shared by a carrier', '100.64.0.0', '100.100.100.200', '100.127.255.255'],
  ['loopback', '127.0.0.1', '127.255.255.255', '::1'],
  ['link-local, where clouds tell secrets', '169.254.169.254', 'fe80::1', 'fe80::1%eth0'],
  ['protocols', '192.0.0.192', '192.88.99.1', '2001::1', '2001:1ff:ffff::'],
  ['documentation', '192.0.2.1', '198.51.100.7', '203.0.113.77', '2001:db8::1', '3fff::1'],
  ['measuring', '198.18.0.0', '198.19.255.255'],
  ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
  ['reserved', '240.0.0.1', '255.255.255.255', '::', '4000::1', 'fec0::1', '5f00::1'],
  ['a cloud of its own', '168.63.129.16', 'fd00:ec2::254'],
  ['unique local', 'fc00::1', 'fdff:ffff::1'],
  ['IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '::ffff:0:127.0.0.1'],
  ['NAT64 of such', '64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b::', '64:ff9b:1::8.8.8.8'],
  ['6to4 and Teredo', '2002:7f00:1::', '2002:808:808::', '2001:0:7f00:1::'],
  ['no address', '', 'localhost', '0x7f.1', '2130706433', '127.1', '[::1]', '8.8.8.8 '],
])('%s is not public', (_what, ...addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([])
})

it('an IPv4 address means the same behind NAT64', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address))
    }),
    { seed: 20260401, numRuns: 2000 },
  )
})
