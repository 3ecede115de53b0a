import Fastify from 'fastify'
import { openCounting } from '../src/counting.ts'
import type { Charge } from '../src/limits/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { newId } from '../src/platform/ids.ts'
import { createLog } from '../src/platform/log.ts'
import { serveParent } from './serve-parent.ts'
import { TakeAnswer, TakeBody } from './take-route.ts'
import { untilAnswered } from './until-answered.ts'

/** The limiter alone, behind one route: a use of everything that a subject is charged to. */
export async function serveLimiter(chargesOf: (subject: string) => readonly Charge[]) {
  const { PORT, REDIS_URL } = process.env
  const { limiter, ping } = openCounting(REDIS_URL ? [REDIS_URL] : [], {
    clock: systemClock,
    movedClock: undefined,
    log: createLog('error'),
  })
  await untilAnswered(ping)

  const app = Fastify()
  app.post<{ Body: TakeBody }>(
    '/take',
    { schema: { body: TakeBody, response: { 200: TakeAnswer } } },
    async ({ body: { subject } }) => {
      const { taken } = await limiter.take(chargesOf(subject), { id: newId('us') })
      return { taken }
    },
  )
  await app.listen({ host: '127.0.0.1', port: Number(PORT) })
  serveParent()
}
