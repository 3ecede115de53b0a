import Fastify from 'fastify'
import { openCounting } from '../../src/counting.ts'
import { callCharges } from '../../src/limits/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { createLog } from '../../src/platform/log.ts'
import { sevenRules } from '../raised-rules.ts'
import { serveParent } from '../serve-parent.ts'
import { TakeAnswer, TakeBody } from '../take-route.ts'
import { untilAnswered } from '../until-answered.ts'

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
    const charges = callCharges(sevenRules, { tenantId: 'demo', numberSubject: subject })
    const { taken } = await limiter.take(charges, { id: newId('us') })
    return { taken }
  },
)
await app.listen({ host: '127.0.0.1', port: Number(PORT) })
serveParent()
