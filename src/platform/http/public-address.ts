import { BlockList, isIP } from 'node:net'

/**
 * What is not the public internet: IANA's special-purpose registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry), the deprecated relays that lead
 * elsewhere, and one address that a large cloud keeps for itself.
 */
const closedIpv4 = toBlockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's own, reachable from every machine there
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])

/** Unicast addresses that are given out; all of IPv6 that is not in here is local or reserved. */
const globalIpv6 = toBlockList('ipv6', [['2000::', 3]])

/** And what of them is not public: protocols and Teredo, documentation, 6to4. */
const closedIpv6 = toBlockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** NAT64 (RFC 6052): an IPv4 address in the last 32 bits, on networks that have IPv6 alone. */
const nat64 = toBlockList('ipv6', [['64:ff9b::', 96]])

/** Whether an IP address is one of the public internet; false for whatever is not an address. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !closedIpv4.check(address, 'ipv4')
  // A zone, as in `fe80::1%eth0`, is for addresses that are not public.
  if (isIP(address) !== 6 || address.includes('%')) return false
  if (nat64.check(address, 'ipv6')) return isPublicAddress(embeddedIpv4(address))
  return globalIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6')
}

/** `64:ff9b::7f00:1` is `127.0.0.1`. */
function embeddedIpv4(address: string): string {
  const { hostname } = new URL(`http://[${address}]`)
  const groups = hostname.slice(1, -1).split(':').slice(-2)
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16))
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')
}

type Subnet = readonly [address: string, prefix: number]

function toBlockList(family: 'ipv4' | 'ipv6', subnets: readonly Subnet[]) {
  const list = new BlockList()
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, family)
  return list
}
