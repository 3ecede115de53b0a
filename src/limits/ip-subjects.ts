import { isIPv4, isIPv6 } from 'node:net'

/** Turns a value into a keyed hash; the kind keeps hashes of different things apart. */
export type Pseudonym = (kind: 'ip' | 'ip-network', value: string) => string

export interface IpSubjects {
  /** The address itself for IPv4, its /64 for IPv6. */
  readonly ip: string
  /** The /48 of an IPv6 address. */
  readonly ipNetwork: string | null
}

/** Whom to count for an address, however it was written; `null` when it is not one. */
export function ipSubjects(address: string, pseudonym: Pseudonym): IpSubjects | null {
  if (isIPv4(address)) return { ip: pseudonym('ip', address), ipNetwork: null }
  // A zone (`fe80::1%eth0`) means something on one machine only.
  if (!isIPv6(address) || address.includes('%')) return null

  const groups = toGroups(address)
  const mapped = toMappedIpv4(groups)
  if (mapped) return { ip: pseudonym('ip', mapped), ipNetwork: null }
  return {
    ip: pseudonym('ip', `${toHex(groups.slice(0, 4))}::/64`),
    ipNetwork: pseudonym('ip-network', `${toHex(groups.slice(0, 3))}::/48`),
  }
}

/** The eight 16-bit groups of a valid IPv6 address. */
function toGroups(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const before = parseGroups(head)
  if (tail === undefined) return before
  const after = parseGroups(tail)
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

function parseGroups(text: string): number[] {
  if (text === '') return []
  return text
    .split(':')
    .flatMap((group) => (group.includes('.') ? ipv4Groups(group) : [hex(group)]))
}

function ipv4Groups(address: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  return [a * 256 + b, c * 256 + d]
}

/** `::ffff:192.0.2.1` is the IPv4 address of a client that came in over an IPv6 socket. */
function toMappedIpv4(groups: readonly number[]): string | null {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (!isMapped) return null
  const bytes = groups.slice(6).flatMap((group) => [group >> 8, group & 0xff])
  return bytes.join('.')
}

const hex = (group: string) => Number.parseInt(group, 16)
const toHex = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':')
