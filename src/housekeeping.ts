import { forgetIdempotencyKeys } from './accounts/index.ts'
import { createSealer, forgetOld } from './audit/index.ts'
import type { Dispatcher } from './calls/index.ts'
import {
  type ChallengeParts,
  expireChallenges,
  forgetFinished,
  forgetRedeemed,
} from './challenges/index.ts'
import { vanishExpired } from './factors/index.ts'
import { expireResets, forgetResets } from './helpdesk/index.ts'
import { type LoginParts, tidyLogins } from './logins/index.ts'
import type { Delivery, Notices } from './notices/index.ts'
import { forgetOperatorSessions } from './operators/index.ts'
import type { Log } from './platform/log.ts'

const TIDY_EVERY_MS = 1000
/** What has no hurry: forgetting what was kept for days. */
const FORGET_EVERY_MS = 60_000
/** Carriers reckon when they like, and one that is slow holds up nothing else. */
const SETTLE_EVERY_MS = 15_000

interface WorkParts extends ChallengeParts {
  readonly log: Log
  readonly notices: Notices
  readonly logins: LoginParts
  readonly audit: Parameters<typeof createSealer>[0]
}

/** The work that goes on beside requests: placing calls, ending what time has ended. */
export function createHousekeeping(parts: WorkParts) {
  const sealer = createSealer(parts.audit)
  let dispatcher: Dispatcher | null = null
  let delivery: Delivery | null = null
  let stopClocks = () => {}
  let stopping = false
  let tidying: Promise<void> = Promise.resolve()
  let settling: Promise<void> | null = null

  const tidyOnce = async () => {
    await expireChallenges(parts)
    await forgetIdempotencyKeys(parts)
    await vanishExpired(parts.store, parts.clock.now())
    await expireResets({ store: parts.store, now: parts.clock.now() })
    await parts.guard.look()
  }
  const forgetOnce = async () => {
    await forgetFinished(parts)
    await forgetRedeemed(parts)
    await forgetResets({ store: parts.store, now: parts.clock.now() })
    await tidyLogins(parts.logins)
    await forgetOperatorSessions(parts.logins)
    await forgetOld(parts.audit)
    await parts.notices.tidy()
    await parts.guard.tidy()
  }
  /** One round after the other, however slow the database is. */
  const inTurn = (act: () => Promise<void>) => {
    tidying = tidying.then(act).catch((error: Error) => {
      parts.log.error({ error: error.message }, 'could not tidy')
    })
    return tidying
  }

  const settlePrices = () => {
    settling ??= parts.calls
      .settlePrices()
      .catch((error: Error) => parts.log.error({ error: error.message }, 'prices not settled'))
      .finally(() => {
        settling = null
      })
    return settling
  }

  return {
    isStopping: () => stopping,
    start() {
      dispatcher = parts.calls.start()
      delivery = parts.notices.start()
      sealer.start()
      const stopTidying = parts.clock.every(TIDY_EVERY_MS, () => void inTurn(tidyOnce))
      const stopForgetting = parts.clock.every(FORGET_EVERY_MS, () => void inTurn(forgetOnce))
      const stopSettling = parts.clock.every(SETTLE_EVERY_MS, () => void settlePrices())
      const stopGuard = parts.guard.start()
      stopClocks = () => {
        stopSettling()
        stopGuard()
        stopTidying()
        stopForgetting()
      }
    },
    async tidy() {
      await inTurn(tidyOnce)
      await inTurn(forgetOnce)
      await dispatcher?.look()
      await settlePrices()
      await delivery?.look()
      await sealer.seal()
    },
    async stop() {
      stopping = true
      stopClocks()
      await dispatcher?.stop()
      await delivery?.stop()
      await parts.calls.settle()
      await tidying
      await settling
      await sealer.stop()
    },
  }
}
