import { findOperator } from '../accounts/index.ts'
import { changeLimits, type LimitChange, readLimits, type StoredLimits } from '../guard/index.ts'
import { describeFault, type LimitSet, readLimitSet } from '../limits/index.ts'
import type { Store } from '../store/index.ts'
import { UsageError } from './command.ts'
import { keyringOf } from './keyring-of.ts'
import { showVersion } from './show-limits.ts'
import { print, withStore } from './with-store.ts'

type Env = NodeJS.ProcessEnv
type Change = Pick<LimitChange, 'limits' | 'reason' | 'basedOn' | 'restoredFrom'>

/** Makes a document the newest version. */
export function setLimits(env: Env, change: Change, json: boolean): Promise<number> {
  return withStore(env, (store) => save(store, env, { ...change, json }))
}

/** Changes the newest version into the next. */
export function changeNewest(
  env: Env,
  { change, reason }: { change: (limits: LimitSet) => LimitSet; reason: string },
  json: boolean,
): Promise<number> {
  return withStore(env, async (store) => {
    const { version: basedOn, limits } = await existing(store, env)
    const read = readLimitSet(change(limits))
    if ('limits' in read) return save(store, env, { limits: read.limits, reason, basedOn, json })
    throw new UsageError(
      read.faults.map((fault) => `The limits ${describeFault(fault, 'en')}`).join('\n'),
    )
  })
}

export function restoreVersion(
  env: Env,
  { version, reason }: { version: number; reason: string },
  json: boolean,
): Promise<number> {
  return withStore(env, async (store) => {
    const { limits } = await existing(store, env, version)
    return save(store, env, { limits, reason, restoredFrom: version, json })
  })
}

async function existing(store: Store, env: Env, version?: number): Promise<StoredLimits> {
  const stored = await readLimits({ store, keyring: keyringOf(env) }, version)
  if (!stored) throw new Error('There is no such version')
  return stored
}

async function save(store: Store, env: Env, { json, ...change }: Change & { json: boolean }) {
  const tenantId = await findOperator(store)
  if (tenantId === null) throw new Error('There is no tenant yet: belcode tenants create')
  // Whoever runs looks for a newer version every second; nobody has to be told.
  const parts = { store, keyring: keyringOf(env), signals: { publish: () => {} } }
  const by = { author: 'command line', at: Date.now(), tenantId }
  const result = await changeLimits(parts, { ...change, ...by })
  if (result.outcome === 'changed-meanwhile') {
    print(`Nothing was changed: there is a version ${result.version} by now`)
    return 1
  }
  const { limits: _, ...version } = result.stored
  print(json ? JSON.stringify(version) : `in force within a second: ${showVersion(version)}`)
  return 0
}
