import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listAlarms, openAlarms, standingBlocks } from '../../guard/index.ts'
import { sendPage } from '../../pages/index.ts'
import { requireInside } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf } from '../visit.ts'
import { AlarmsPage } from './alarms-page.tsx'

const MONTH_MS = 30 * 24 * 3_600_000
const MOST = 200

export const alarmsRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const { store, clock } = parts.operators
  requireInside(scope, ['ops'])

  scope.get('/ops/alarms', { schema: { hide: true } }, async (request, reply) => {
    const now = clock.now()
    const [open, all, blocks] = await Promise.all([
      openAlarms(store),
      listAlarms(store, { since: now - MONTH_MS, limit: MOST }),
      standingBlocks(store, now),
    ])
    const ended = all.filter(({ endedAt }) => endedAt !== null)
    return sendPage(reply, <AlarmsPage visit={insideOf(request)} {...{ open, ended, blocks }} />)
  })
}
