import type { FastifyReply, FastifyRequest } from 'fastify'
import { topicOf } from '../../challenges/index.ts'
import { openEventStream } from '../../platform/http/index.ts'
import type { PanelParts } from '../parts.ts'

/**
 * Says that something changed, at once and after every change: the page then reads what. A browser
 * that connects again has missed nothing.
 */
export function watchOwn(
  { challenges: { clock, signals } }: Pick<PanelParts, 'challenges'>,
  challengeId: string,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
) {
  const stream = openEventStream(request, reply, clock, () => unsubscribe())
  const changed = () => stream.send('changed', {})
  const unsubscribe = signals.subscribe(topicOf(challengeId), changed)
  changed()
}
