import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { openEventStream } from '../platform/http/index.ts'
import { requireInside } from './guard.ts'
import type { OpsParts } from './parts.ts'

/** Published by whoever moves a call. */
export const callMovedTopic = 'calls:moved'

/** On which a page of the console looks again; each instance hears of all. */
const topics = ['calls:queued', callMovedTopic, 'limits']
/** However much happens, a page looks again no more often. */
const AT_MOST_EVERY_MS = 1000

/** Says that something happened, never what: the page then asks for itself. */
export const eventRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const { signals } = parts
  const { clock } = parts.operators
  requireInside(scope, ['ops', 'helpdesk'])

  scope.get(
    '/ops/events',
    { schema: { hide: true }, config: { silent: true } },
    async (request, reply) => {
      let isNews = false
      const stop = topics.map((topic) =>
        signals.subscribe(topic, () => {
          isNews = true
        }),
      )
      const tell = () => {
        if (isNews) stream.send('changed', {})
        isNews = false
      }
      stop.push(clock.every(AT_MOST_EVERY_MS, tell))
      const stream = openEventStream(request, reply, clock, () => {
        for (const end of stop) end()
      })
      // With this the headers leave: until then the browser believes that nobody answers.
      stream.send('listening', {})
    },
  )
}
