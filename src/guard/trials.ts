import { compileLimits, type LimitSet } from '../limits/index.ts'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Log } from '../platform/log.ts'
import { generalProblems, StoreUnavailable } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { type Replay, type ReplayProgress, replay } from './replay.ts'
import type { Trial, TrialDraft } from './trial.ts'
import {
  endTrial,
  failDeadTrials,
  findRunningTrial,
  findTrial,
  insertTrial,
  noteProgress,
  readTrialDraft,
} from './trial-store.ts'

const BEAT_EVERY_MS = 250

export interface TrialParts {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly log: Pick<Log, 'error'>
  readonly pseudonym: (kind: string, value: string) => string
}

export interface TrialWish {
  readonly limits: LimitSet
  readonly draft: TrialDraft
  /** The API key, or the operator. */
  readonly author: string
  readonly since: number
  readonly until: number
}

export type TrialBegun =
  | { readonly outcome: 'begun'; readonly id: string; readonly result: Promise<Replay> }
  /** Another one runs: one at a time takes as much of a processor as it gets. */
  | { readonly outcome: 'busy'; readonly id: string }

/** Limits tried on recorded traffic: in the background of one instance, seen by all. */
export interface Trials {
  begin(wish: TrialWish): Promise<TrialBegun>
  find(id: string): Promise<Trial | null>
  readDraft(id: string): Promise<TrialDraft | null>
  /** Begins none any more, and ends the one that runs here after the page that it is at. */
  stop(): Promise<void>
}

export function createTrials(parts: TrialParts): Trials {
  const { store, keyring, clock, log } = parts
  let isStopping = false
  let settled: Promise<unknown> = Promise.resolve()

  async function begin(wish: TrialWish): Promise<TrialBegun> {
    stopIf(isStopping)
    const at = clock.now()
    const id = newId('tr')
    await failDeadTrials(store, at)
    if (!(await insertTrial(store, keyring, { ...wish, id, at }))) {
      const running = await findRunningTrial(store)
      // It ended just now.
      return running === null ? begin(wish) : { outcome: 'busy', id: running }
    }
    const result = runTrial(parts, { ...wish, id, goOn: () => stopIf(isStopping) })
    const ended = result.catch((error: Error) => {
      if (!isStopping) log.error({ error: error.message, trial: id }, 'trial of limits failed')
    })
    // One that was taken for dead may go on for a moment beside the next.
    settled = Promise.all([settled, ended])
    return { outcome: 'begun', id, result }
  }

  return {
    begin,
    find: (id) => findTrial(store, id, clock.now()),
    readDraft: (id) => readTrialDraft(parts, id),
    async stop() {
      isStopping = true
      await settled
    },
  }
}

function stopIf(isStopping: boolean) {
  if (isStopping) throw generalProblems.stopping({ retryAfterSeconds: 5 })
}

interface Run extends TrialWish {
  readonly id: string
  /** Throws when it is to end. */
  readonly goOn: () => void
}

/** Says four times a second how far it is, and in the end what it came to; null: to nothing. */
async function runTrial(parts: TrialParts, run: Run): Promise<Replay> {
  const heart = createHeart(parts, run.id)
  let result: Replay | null = null
  try {
    result = await takeAgain(parts, run, heart.note)
    return result
  } finally {
    const end = { ...(await heart.stop()), result, at: parts.clock.now() }
    await endTrial(parts.store, run.id, end).catch((error: Error) => {
      // Its silence says that it failed; who waits for it has the result all the same.
      parts.log.error({ error: error.message, trial: run.id }, 'end of a trial not written')
    })
  }
}

async function takeAgain(
  { store, clock, pseudonym }: TrialParts,
  { limits, since, until, goOn }: Run,
  note: (progress: ReplayProgress) => void,
) {
  goOn()
  const numberSubject = (number: string) => pseudonym('number', number)
  const set = compileLimits(limits, { version: 0, now: clock.now(), numberSubject })
  return replay(store, {
    ...{ set, from: since, to: until },
    onProgress(progress) {
      goOn()
      note(progress)
    },
  })
}

function createHeart({ store, clock }: TrialParts, id: string) {
  let progress: ReplayProgress = { done: 0, total: 0 }
  let isOver = false
  let writing: Promise<void> | null = null

  const beat = () => {
    writing ??= noteProgress(store, id, { ...progress, at: clock.now() })
      .then((isRunning) => {
        isOver = !isRunning
      })
      // One that is lost is followed by the next.
      .catch(() => undefined)
      .finally(() => {
        writing = null
      })
  }
  const stopBeating = clock.every(BEAT_EVERY_MS, beat)

  return {
    note(next: ReplayProgress) {
      // The database was away for so long that another instance took this one for dead.
      if (isOver) throw new StoreUnavailable('the database', new Error('the trial was given up'))
      progress = next
    },
    async stop() {
      stopBeating()
      await writing
      return progress
    },
  }
}
