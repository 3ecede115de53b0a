import { BlockList, isIPv4, isIPv6 } from 'node:net'

export interface Network {
  has(address: string): boolean
}

/** As large as one office may be. */
const SHORTEST_PREFIX = { ipv4: 16, ipv6: 32 } as const
const LONGEST_PREFIX = { ipv4: 32, ipv6: 128 } as const

/** An address or a CIDR; null when it is neither, or larger than an office can be. */
export function parseNetwork(text: string): Network | null {
  const [address = '', prefix] = text.split('/')
  const family = familyOf(address)
  if (family === null || text.split('/').length > 2) return null
  const bits = prefix === undefined ? LONGEST_PREFIX[family] : toBits(prefix)
  if (!(bits >= SHORTEST_PREFIX[family] && bits <= LONGEST_PREFIX[family])) return null
  const list = new BlockList()
  list.addSubnet(address, bits, family)
  return { has: (other) => isIn(list, other) }
}

function isIn(list: BlockList, address: string): boolean {
  const family = familyOf(address)
  return family !== null && list.check(address, family)
}

function familyOf(address: string) {
  if (isIPv4(address)) return 'ipv4'
  return isIPv6(address) && !address.includes('%') ? 'ipv6' : null
}

const toBits = (prefix: string) => (/^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN)
