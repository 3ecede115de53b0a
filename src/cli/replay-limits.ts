import { type Replay, replay } from '../guard/index.ts'
import { compileLimits } from '../limits/index.ts'
import { keyedDigest } from '../platform/keyring.ts'
import { dataKey, type Store } from '../store/index.ts'
import { UsageError } from './command.ts'
import { keyringOf } from './keyring-of.ts'
import { printFaults } from './print-faults.ts'
import { readLimitFile } from './read-limit-file.ts'
import { readMoment } from './read-moment.ts'
import { print, withStore } from './with-store.ts'

const WEEK_MS = 7 * 24 * 3_600_000

export interface ReplayWords {
  readonly json: boolean
  readonly from?: string
  readonly to?: string
}

/** What the limits of a file would have said to what was asked for lately. Changes nothing. */
export async function replayLimits(
  file: string,
  { json, from, to }: ReplayWords,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const read = await readLimitFile(file)
  if ('faults' in read) {
    printFaults(read.faults, json)
    return 1
  }
  const now = Date.now()
  const range = { to: toMoment(to, now), from: toMoment(from, toMoment(to, now) - WEEK_MS) }
  if (range.from >= range.to) throw new UsageError('--from comes before --to')
  const result = await withStore(env, async (store) => {
    const numberSubject = await numberSubjects(store, env)
    const set = compileLimits(read.limits, { version: 0, now: range.to, numberSubject })
    return replay(store, { set, ...range, onProgress: showProgress() })
  })
  print(json ? JSON.stringify(result) : wordsOf(result))
  return 0
}

async function numberSubjects(store: Store, env: NodeJS.ProcessEnv) {
  const key = await dataKey(store, keyringOf(env), 'pseudonym')
  return (number: string) => keyedDigest(key, 'number', number)
}

function toMoment(raw: string | undefined, otherwise: number): number {
  if (raw === undefined) return otherwise
  const at = Date.parse(readMoment(raw))
  if (Number.isNaN(at)) throw new UsageError('A moment is a date, or such as 2026-01-31T09:00:00Z')
  return at
}

/** Where people look, each tenth; the result alone goes to the output. */
function showProgress() {
  let shown = 0
  return ({ done, total }: { done: number; total: number }) => {
    const tenths = Math.floor((10 * done) / total)
    if (tenths === shown) return
    shown = tenths
    process.stderr.write(`${tenths * 10} % of ${total.toLocaleString('en')} decisions\n`)
  }
}

/** `14 more refused, 0 of them verified later; EUR 2.10 saved`. */
function wordsOf(result: Replay): string {
  const { decisions, refusedThen, refusedNow, newlyRefused, newlyAllowed, worstHit } = result
  const euros = (micros: number) => `EUR ${(Math.abs(micros) / 1_000_000).toFixed(2)}`
  const cost = `${euros(result.costDeltaMicros)} ${result.costDeltaMicros > 0 ? 'more' : 'saved'}`
  return [
    `${decisions.toLocaleString('en')} decisions: ${refusedThen} were refused, ${refusedNow} would be`,
    `${newlyRefused.count} more refused, ${newlyRefused.laterVerified} of them verified later`,
    `${newlyAllowed.count} more allowed`,
    cost,
    ...worstHit.map(
      ({ tenantId, limit, subject, count, laterVerified }) =>
        `hit\t${tenantId}\t${limit}\t${subject}\t${count}\t${laterVerified} verified later`,
    ),
  ].join('\n')
}
