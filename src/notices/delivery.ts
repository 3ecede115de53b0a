import { deliverNotice } from './deliver-notice.ts'
import { SMTP_CONNECTIONS } from './mails/smtp-mailer.ts'
import { type Channel, channels, claimDue, type NoticeRow } from './outbox.ts'
import { type NoticeParts, QUEUED } from './parts.ts'

/** Longer than an attempt may take. */
const LEASE_MS = 60_000
const LOOK_EVERY_MS = 1000
const AT_ONCE_MOST: Readonly<Record<Channel, number>> = { mail: SMTP_CONNECTIONS, webhook: 16 }
/** An endpoint that hangs holds no more than this of them. */
const AT_ONCE_PER_ENDPOINT = 4

export interface Delivery {
  /** Looks now, instead of at the next second; returns when nothing is due and nothing in hand. */
  look(): Promise<void>
  /** Takes nothing more, waits for what is in hand, and lets go of the mail server. */
  stop(): Promise<void>
}

/** Takes notices out of the outbox to where they belong. Mail and webhooks do not wait for each other. */
export function startDelivery(parts: NoticeParts): Delivery {
  const lanes = channels.map((channel) => openLane(parts, channel))
  const look = async () => void (await Promise.all(lanes.map((lane) => lane.look())))
  const unsubscribe = parts.signals.subscribe(QUEUED, () => void look())
  const stopClock = parts.clock.every(LOOK_EVERY_MS, () => void look())
  return {
    look,
    async stop() {
      unsubscribe()
      stopClock()
      await Promise.all(lanes.map((lane) => lane.stop()))
      await parts.mailer?.close()
    },
  }
}

function openLane(parts: NoticeParts, channel: Channel) {
  const inHand = new Map<Promise<void>, string | null>()
  let stopped = false
  let lookAgain = false
  let looking: Promise<void> | null = null

  const isFull = () => inHand.size >= AT_ONCE_MOST[channel]

  const begin = (notice: NoticeRow) => {
    const done = deliverNotice(parts, notice)
      .catch((error: Error) =>
        parts.log.error({ noticeId: notice.id, error: error.message }, 'notice stuck'),
      )
      .finally(() => {
        inHand.delete(done)
        void start()
      })
    inHand.set(done, notice.endpoint_id)
  }

  async function takeAll() {
    while (!stopped && !isFull()) {
      const claim = { channel, at: parts.clock.now(), leaseMs: LEASE_MS }
      const notice = await claimDue(parts.store, { ...claim, except: busy([...inHand.values()]) })
      if (!notice) return
      begin(notice)
    }
  }

  /** One look at a time; who asks meanwhile is answered by the next one. */
  function start(): Promise<void> {
    lookAgain = true
    looking ??= (async () => {
      while (lookAgain && !stopped) {
        lookAgain = false
        await takeAll().catch((error: Error) =>
          parts.log.error({ error: error.message }, 'cannot look for notices'),
        )
      }
    })().finally(() => {
      looking = null
    })
    return looking
  }

  /** What is done makes room, and room is looked for: until neither is left. */
  async function settle() {
    while (looking || inHand.size > 0) await Promise.all([looking, ...inHand.keys()])
  }

  return {
    async look() {
      await start()
      await settle()
    },
    async stop() {
      stopped = true
      await settle()
    },
  }
}

/** Endpoints that have as many deliveries in hand as one may have. */
function busy(endpoints: readonly (string | null)[]): string[] {
  const counted = new Map<string, number>()
  for (const id of endpoints) if (id !== null) counted.set(id, (counted.get(id) ?? 0) + 1)
  return [...counted].filter(([, count]) => count >= AT_ONCE_PER_ENDPOINT).map(([id]) => id)
}
