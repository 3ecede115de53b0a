import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../accounts/index.ts'
import { openEventStream } from '../platform/http/index.ts'
import { topicOf } from './challenge.ts'
import { findChallenge } from './challenge-store.ts'
import type { ChallengeParts } from './parts.ts'
import { toAnswer } from './to-answer.ts'

/** A limit says how long it stays full, by the clock of its store: told twice, the moment differs a little. */
const CLOCKS_APART_MS = 1000

type Answer = Awaited<ReturnType<typeof toAnswer>>

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
  let last: Answer | undefined

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
    if (last && isSame(last, answer)) return
    last = answer
    stream.send('challenge', answer)
  }

  void send()
}

function isSame(last: Answer, answer: Answer): boolean {
  const apartMs = Math.abs(untilMs(last) - untilMs(answer))
  const { availableAt } = apartMs < CLOCKS_APART_MS ? last.resend : answer.resend
  const told = { ...answer, resend: { ...answer.resend, availableAt } }
  return JSON.stringify(told) === JSON.stringify(last)
}

const untilMs = ({ resend }: Answer) => Date.parse(resend.availableAt ?? '')
