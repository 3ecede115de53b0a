import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../accounts/index.ts'
import { openEventStream } from '../platform/http/index.ts'
import { topicOf } from './challenge.ts'
import { findChallenge } from './challenge-store.ts'
import type { ChallengeParts } from './parts.ts'
import { toAnswer } from './to-answer.ts'

/**
 * Sends the challenge at once and after every change. A signal says only that something changed; what
 * is sent is read from the database, one reading at a time, so the last event is always the truth.
 */
export function watchChallenge(
  parts: ChallengeParts,
  { caller, id }: { caller: Caller; id: string },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
) {
  let reading = false
  let changed = false
  let last = ''

  const stream = openEventStream(request, reply, parts.clock, () => unsubscribe())
  const unsubscribe = parts.signals.subscribe(topicOf(id), () => void send())

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
    const now = parts.clock.now()
    const challenge = await findChallenge(parts.store, { ...caller, id, now })
    if (!challenge) return stream.end()
    const answer = await toAnswer(parts, caller, challenge)
    const text = JSON.stringify(answer)
    if (text === last) return
    last = text
    stream.send('challenge', answer)
  }

  void send()
}
