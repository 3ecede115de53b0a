import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { generalProblems } from '../../platform/problem.ts'
import { isLocale, isPromptId } from './catalogue.ts'
import type { PromptFiles } from './prompt-files.ts'

/** A prompt changes with a release: a carrier need not fetch it again within the hour. */
const CACHE = 'public, max-age=3600'

/**
 * The recorded prompts, for carriers to play. Not logged and not counted: the order in which digits
 * are fetched is the code.
 */
export async function promptRoutes(app: FastifyInstance, { prompts }: { prompts: PromptFiles }) {
  app.get(
    '/prompts/:locale/:file',
    { config: { silent: true }, schema: { hide: true } },
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { locale = '', file = '' } = request.params as Record<string, string>
      const id = file.replace(/\.wav$/, '')
      if (!file.endsWith('.wav') || !isLocale(locale) || !isPromptId(id))
        throw generalProblems.notFound()
      return reply.header('cache-control', CACHE).type('audio/wav').send(prompts.read(locale, id))
    },
  )
}
