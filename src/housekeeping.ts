import { forgetIdempotencyKeys } from './accounts/index.ts'
import type { Dispatcher } from './calls/index.ts'
import { type ChallengeParts, expireChallenges } from './challenges/index.ts'
import type { Log } from './platform/log.ts'

const TIDY_EVERY_MS = 1000

/** The work that goes on beside requests: placing calls, ending what time has ended. */
export function createHousekeeping(parts: ChallengeParts & { log: Log }) {
  let dispatcher: Dispatcher | null = null
  let stopTidying = () => {}
  let stopping = false
  let tidying: Promise<void> = Promise.resolve()

  const tidyOnce = async () => {
    await expireChallenges(parts)
    await forgetIdempotencyKeys(parts)
  }
  /** One round after the other, however slow the database is. */
  const tidy = () => {
    tidying = tidying.then(tidyOnce).catch((error: Error) => {
      parts.log.error({ error: error.message }, 'could not tidy')
    })
    return tidying
  }

  return {
    isStopping: () => stopping,
    start() {
      dispatcher = parts.calls.start()
      stopTidying = parts.clock.every(TIDY_EVERY_MS, () => void tidy())
    },
    async tidy() {
      await tidy()
      await dispatcher?.look()
    },
    async stop() {
      stopping = true
      stopTidying()
      await dispatcher?.stop()
      await parts.calls.settle()
      await tidying
    },
  }
}
