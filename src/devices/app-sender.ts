import { setTimeout as wait } from 'node:timers/promises'
import { appTopicOf, type Challenge, type ChallengeParts, findForApp } from '../challenges/index.ts'
import { findDeviceOf, findFactor, openPush } from '../factors/index.ts'
import type { PublicFetch } from '../platform/http/index.ts'
import type { Log } from '../platform/log.ts'
import { policyOf } from './policy-of.ts'
import { dropSubscription } from './push-subscription.ts'
import { sealChallenge } from './seal-challenges.ts'
import { sendPush, type Vapid } from './send-push.ts'

export type { Vapid }

type SenderParts = Pick<ChallengeParts, 'store' | 'keyring' | 'clock' | 'signals' | 'pseudonym'> & {
  readonly log: Log
  readonly publicFetch: PublicFetch
  /** Null: no pushes; what is sent arrives where the app is looking. */
  readonly vapid: Vapid | null
}

export interface AppSender {
  /** Brings the code of a challenge to the app that it is by, in the background. */
  toApp(challenge: Challenge): void
  /** Lets what is under way end, and tries nothing again. */
  stop(): Promise<void>
}

const AGAIN_AFTER_MS = 1_000

/** Every open stream of the app shows it, on whichever instance; a push wakes an app that is closed. */
export function createAppSender(parts: SenderParts): AppSender {
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()

  return {
    toApp(challenge) {
      if (challenge.factorId === null) return
      parts.signals.publish(appTopicOf(challenge.factorId))
      const { vapid } = parts
      if (vapid === null) return
      const work = push({ ...parts, vapid }, challenge, stopping.signal)
        .catch((error: Error) => parts.log.error({ error: error.message }, 'could not push'))
        .finally(() => underWay.delete(work))
      underWay.add(work)
    },
    async stop() {
      stopping.abort()
      await Promise.all(underWay)
    },
  }
}

type PushParts = SenderParts & { readonly vapid: Vapid }

async function push(parts: PushParts, challenge: Challenge, stopping: AbortSignal): Promise<void> {
  const { factorId } = challenge
  const fault = await pushOnce(parts, challenge)
  if (!fault) return
  if (fault.isWorthAnother && !stopping.aborted) {
    await wait(AGAIN_AFTER_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined)
    // Read again: it may be over by now, or the app may be pushed to elsewhere.
    if (!stopping.aborted && !(await pushOnce(parts, challenge))) return
  }
  parts.log.warn({ factorId, fault: fault.fault }, 'a push was not taken')
}

/** What went wrong; null when it was taken, or there is nothing to push any more. */
async function pushOnce(
  parts: PushParts,
  { id, tenantId, userId, factorId }: Challenge,
): Promise<{ fault: string; isWorthAnother: boolean } | null> {
  const { store, keyring, clock } = parts
  if (factorId === null || userId === null) return null
  const now = clock.now()
  const factor = await findFactor(store, { tenantId, userId, factorId, now })
  const device = await findDeviceOf(store, factorId)
  const subscription = device && openPush(keyring, device)
  if (!subscription || !factor || factor.state === 'disabled') return null
  const open = (await findForApp(parts, { tenantId, factorId })).find((one) => one.id === id)
  if (!open) return null

  const payload = await sealChallenge(device, await policyOf(store, tenantId), open)
  const ttlSeconds = Math.ceil((open.expiresAt - now) / 1000)
  const result = await sendPush(parts, { subscription, payload, ttlSeconds })
  if (result.outcome === 'gone') await dropSubscription(store, device)
  return result.outcome === 'failed' ? result : null
}
