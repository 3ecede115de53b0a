import { newId } from '../../src/platform/ids.ts'
import { sevenCharges } from '../raised-rules.ts'
import { TakeAnswer, TakeBody } from '../take-route.ts'
import { serveFloor } from './serve-floor.ts'

/** One script. */
await serveFloor((app, { windows }) => {
  app.post<{ Body: TakeBody }>(
    '/take',
    { schema: { body: TakeBody, response: { 200: TakeAnswer } } },
    async ({ body: { subject } }) => {
      return { taken: await windows.take(sevenCharges(subject), newId('us')) }
    },
  )
})
