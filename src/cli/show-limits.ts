import type { LimitVersion, StoredLimits } from '../guard/index.ts'
import { formatLimitSet } from '../limits/index.ts'
import { print } from './with-store.ts'

/** As JSON with all about the version, or as YAML that can be edited and set. */
export function showLimits(stored: StoredLimits, asJson: boolean) {
  if (asJson) return print(JSON.stringify({ ...stored, at: new Date(stored.at).toISOString() }))
  print(`# ${showVersion(stored).replaceAll('\t', ', ')}`)
  process.stdout.write(formatLimitSet(stored.limits))
}

export function showVersion({ version, author, reason, at, restoredFrom }: LimitVersion): string {
  const restored = restoredFrom === null ? '' : ` (version ${restoredFrom} again)`
  return [`version ${version}${restored}`, new Date(at).toISOString(), author, reason].join('\t')
}
