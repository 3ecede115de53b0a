import {
  type CompiledSet,
  compileLimits,
  type LimitSet,
  type LimitsInForce,
  readLimitSet,
  toFaultDetail,
} from '../limits/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Signals } from '../platform/signals.ts'
import { LIMITS_TOPIC, type LimitSetParts, newestVersion, readLimits } from './limit-sets.ts'

/** A signal may be lost: within this time a new version is seen all the same. */
const LOOK_EVERY_MS = 500

interface Options extends LimitSetParts {
  readonly clock: Clock
  readonly signals: Signals
  readonly log: Pick<Log, 'error'>
  readonly pseudonym: (kind: string, value: string) => string
  /** Instead of what a new installation starts with. */
  readonly starting?: CompiledSet | undefined
}

export interface FollowedLimits extends LimitsInForce {
  /** Looks for a newer version now. */
  look(): Promise<void>
  stop(): void
}

/** The newest version in the database, made ready once and read by every request. */
export async function followLimits(options: Options): Promise<FollowedLimits> {
  const { store, clock, signals, log, starting } = options
  let document: LimitSet | null = null
  let current = starting ?? null
  let looking: Promise<void> = Promise.resolve()
  let isAway = false

  async function load() {
    const { version, limits } = (await readLimits(options)) ?? { version: 0, limits: null }
    if (limits === null || (version === 0 && current)) return
    document = toUsable(version, limits)
    current = compile(version)
  }

  function compile(version: number): CompiledSet {
    if (!document) throw new Error('There are no limits')
    const numberSubject = (number: string) => options.pseudonym('number', number)
    return compileLimits(document, { version, now: clock.now(), numberSubject })
  }

  const lookOnce = async () => {
    if ((await newestVersion(store)) > inForce().version) await load()
    isAway = false
  }
  /** One look after the other; while the database is away the limits stay as they are. */
  const look = () => {
    looking = looking.then(lookOnce).catch((error: Error) => {
      if (!isAway) log.error({ error: error.message }, 'could not look for new limits')
      isAway = true
    })
    return looking
  }

  function inForce(): CompiledSet {
    if (!current) throw new Error('There are no limits')
    // An override has ended.
    if (clock.now() >= current.goodUntil) current = compile(current.version)
    return current
  }

  await load()
  const unsubscribe = signals.subscribe(LIMITS_TOPIC, () => void look())
  const stopLooking = clock.every(LOOK_EVERY_MS, () => void look())
  return {
    get set() {
      return inForce()
    },
    look,
    stop() {
      stopLooking()
      unsubscribe()
    },
  }
}

/** Written by a version of the program that took what this one does not. */
function toUsable(version: number, limits: LimitSet): LimitSet {
  const read = readLimitSet(limits)
  if ('limits' in read) return read.limits
  const [first] = read.faults.map(toFaultDetail)
  throw new Error(
    `Version ${version} of the limits cannot be used: ${first?.pointer} ${first?.detail}`,
  )
}
