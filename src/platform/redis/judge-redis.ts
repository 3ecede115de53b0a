/** What a server tells of itself. `undefined`: it does not say, as managed ones may. */
export interface RedisFacts {
  readonly version: string
  readonly role: string
  /** It is a node of a cluster. */
  readonly isNode: boolean
  /** We speak to it as a node of a cluster. */
  readonly isUsedAsNode: boolean
  readonly appendsToFile: boolean | undefined
  readonly writesFail: boolean
  readonly evictionPolicy: string | undefined
  readonly usedBytes: number
  /** 0: no bound. */
  readonly mostBytes: number
  /** How far its clock is ahead of ours. */
  readonly aheadMs: number
}

export interface Fault {
  readonly fault: string
  readonly mend: string
}

interface Check {
  readonly fault: (facts: RedisFacts) => string | false
  readonly mend: string
}

const OLDEST_VERSION = [6, 2] as const
const SKEW_MOST_MS = 1000
const FULL_FROM = 0.9

const checks: readonly Check[] = [
  {
    fault: ({ version }) => isOlder(version) && `Its version ${version} is older than 6.2`,
    mend: 'Run Redis 7 or newer; 6.2 at least.',
  },
  {
    fault: ({ role }) => role !== 'master' && 'It is a replica: it takes no writes',
    mend: 'Let REDIS_URL name the primary, or an address that follows it after a fail-over.',
  },
  {
    fault: ({ isNode, isUsedAsNode }) =>
      isNode && !isUsedAsNode && 'It is a node of a cluster, and REDIS_URL names only this node',
    mend: 'List two or more nodes in REDIS_URL, separated by commas.',
  },
  {
    fault: ({ appendsToFile }) =>
      appendsToFile === false &&
      'It keeps no append-only file: when it dies, every limit starts anew',
    mend: 'Set `appendonly yes` and `appendfsync everysec` in redis.conf (at once: CONFIG SET appendonly yes).',
  },
  {
    fault: ({ writesFail }) => writesFail && 'It could not write its data to disk',
    mend: 'Free space on its disk and look in its log; until then it may refuse every write.',
  },
  {
    fault: ({ evictionPolicy }) =>
      evictionPolicy !== undefined &&
      evictionPolicy !== 'noeviction' &&
      `When memory is full it drops keys (${evictionPolicy}), and with them limits`,
    mend: 'Set `maxmemory-policy noeviction`, and give it a server or at least memory of its own.',
  },
  {
    fault: ({ usedBytes, mostBytes }) =>
      mostBytes > 0 &&
      usedBytes >= mostBytes * FULL_FROM &&
      `It uses ${Math.round((100 * usedBytes) / mostBytes)} % of its memory; when that is full, nothing can be counted and every call is refused`,
    mend: 'Raise `maxmemory`, or move what else is kept there.',
  },
  {
    fault: ({ aheadMs }) =>
      Math.abs(aheadMs) > SKEW_MOST_MS &&
      `Its clock is ${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} ours`,
    mend: 'Keep both clocks right with NTP (chrony or systemd-timesyncd).',
  },
]

export function judgeRedis(facts: RedisFacts): Fault[] {
  return checks.flatMap(({ fault, mend }) => {
    const found = fault(facts)
    return found === false ? [] : [{ fault: found, mend }]
  })
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  const [oldestMajor, oldestMinor] = OLDEST_VERSION
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
}
