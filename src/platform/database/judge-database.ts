/** What is wrong with a store, in words for whoever runs it. */
export interface Fault {
  readonly fault: string
  readonly mend: string
}

export interface DatabaseFacts {
  /** Migrations that have not been applied. */
  readonly pending: readonly string[]
  /** What PostgreSQL says of itself; null for the embedded database, which we open as we want it. */
  readonly server: ServerFacts | null
}

export interface ServerFacts {
  /** 150018 is 15.18. */
  readonly version: number
  readonly fsync: string
  readonly synchronousCommit: string
  readonly isReplica: boolean
  /** How far its clock is ahead of ours, as well as that can be told. */
  readonly clockAheadMs: number
  readonly mayCreateTables: boolean
  /** Such as `update on calls`. */
  readonly missingPrivileges: readonly string[]
}

/** Rows are taken with `for update skip locked`, and drivers are tested on these. */
const OLDEST_VERSION = 13
const CLOCK_MOST_MS = 1000

/** Each rule looks at the facts and says what is wrong, or nothing. */
const ofServer: readonly ((server: ServerFacts) => Fault | false)[] = [
  ({ version }) =>
    version < OLDEST_VERSION * 10_000 && {
      fault: `PostgreSQL ${Math.floor(version / 10_000)} is older than what is supported`,
      mend: `Upgrade it to ${OLDEST_VERSION} or newer`,
    },
  ({ fsync }) =>
    fsync !== 'on' && {
      fault: 'fsync is off: a power cut may destroy the database',
      mend: 'Set fsync = on in postgresql.conf',
    },
  ({ synchronousCommit }) =>
    synchronousCommit === 'off' && {
      fault: 'synchronous_commit is off: a crash forgets approvals and calls that were answered',
      mend: 'Set synchronous_commit = on for this database, role or server',
    },
  ({ isReplica }) =>
    isReplica && {
      fault: 'It is a replica, which takes no writes',
      mend: 'Let DATABASE_URL name the primary',
    },
  ({ clockAheadMs }) =>
    Math.abs(clockAheadMs) > CLOCK_MOST_MS && {
      fault: `Its clock is ${secondsOf(clockAheadMs)} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} ours`,
      mend: 'Let both machines follow a time server (NTP)',
    },
  ({ missingPrivileges }) =>
    missingPrivileges.length > 0 && {
      fault: `Its user may not ${missingPrivileges.join(', ')}`,
      mend: 'Grant select, insert, update and delete on all tables of the schema to that user',
    },
]

export function judgeDatabase({ pending, server }: DatabaseFacts): Fault[] {
  const faults = server ? ofServer.map((rule) => rule(server)).filter(isFault) : []
  return pending.length > 0 ? [...faults, notUpToDate(pending, server)] : faults
}

function notUpToDate(pending: readonly string[], server: ServerFacts | null): Fault {
  const fault = `It is not up to date: ${pending.join(', ')}`
  if (!server || server.mayCreateTables)
    return { fault, mend: 'Start the service of this version; it brings the database up to date' }
  return {
    fault: `${fault}, and its user may not create tables`,
    mend: 'Grant create on the schema to that user, and start the service of this version',
  }
}

const isFault = (found: Fault | false): found is Fault => found !== false

const secondsOf = (ms: number) => (Math.abs(ms) / 1000).toFixed(1)
