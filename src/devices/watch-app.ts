import type { FastifyReply, FastifyRequest } from 'fastify'
import { appTopicOf, findForApp, topicOf } from '../challenges/index.ts'
import { openEventStream } from '../platform/http/index.ts'
import type { DeviceParts } from './parts.ts'
import { policyOf } from './policy-of.ts'
import { findPaired, type Paired } from './require-device.ts'
import { sealChallenges } from './seal-challenges.ts'
import { subscribeAll } from './subscribe-all.ts'

/** A signal can be lost: this is how long a device that is out may keep its stream. */
const LOOK_EVERY_MS = 60_000

/**
 * Sends what is open by an app at once and after every change, and ends when the app is out. What is
 * sent is read from the database, one reading at a time, so the last event is always the truth.
 */
export function watchApp(
  parts: DeviceParts,
  { factor, token }: Paired,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
) {
  const { signals, clock, store } = parts.challenges
  let reading = false
  let changed = false
  let last: string | null = null

  const stream = openEventStream(request, reply, clock, () => {
    stopLooking()
    topics.close()
  })
  const topics = subscribeAll(signals, () => void send())
  const stopLooking = clock.every(LOOK_EVERY_MS, () => void send())

  async function send() {
    changed = true
    if (reading) return
    reading = true
    while (changed) {
      changed = false
      await sendOnce().catch(() => stream.end())
    }
    reading = false
  }

  async function sendOnce() {
    const paired = await findPaired(parts, token)
    if (!paired) return stream.end()
    const open = await findForApp(parts.challenges, { ...factor, factorId: factor.id })
    const isNews = topics.follow([appTopicOf(factor.id), ...open.map(({ id }) => topicOf(id))])
    // What changed before we listened is seen by looking once more.
    if (isNews) changed = true
    const present = open.map(({ id, sentAt }) => `${id} ${sentAt}`).join()
    if (present === last) return
    last = present
    const policy = await policyOf(store, factor.tenantId)
    stream.send('challenges', await sealChallenges(paired.device, policy, open))
  }

  void send()
}
