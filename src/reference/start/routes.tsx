import formbody from '@fastify/formbody'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { newId } from '../../platform/ids.ts'
import { generalProblems } from '../../platform/problem.ts'
import { basePathOf } from '../pages/addresses.ts'
import { formPolicy, guardPages, renderPage, sendHtml } from '../pages/send-page.ts'
import { ChallengePage } from './challenge-page.tsx'
import type { Demo, DemoUsers } from './demo.ts'
import { DemoHome } from './demo-home.tsx'
import { linksFor } from './links.ts'
import { requireOwnPage } from './same-origin.ts'
import type { Language } from './texts.ts'

interface StartPageOptions {
  readonly publicUrl: URL
  /** Null outside demo mode: then nobody can make a call from here. */
  readonly demo: Demo | null
  readonly users: DemoUsers | null
}

const PREFILLED = '06 12345678'
const LOCALES: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' }

const Query = Type.Object({
  lang: Type.Optional(Type.String()),
  wrong: Type.Optional(Type.String()),
})
const Params = Type.Object({ id: Type.String({ pattern: '^ch_[0-9a-f]{40}$' }) })
const RingForm = Type.Object({
  number: Type.String({ maxLength: 128 }),
  once: Type.String({ pattern: '^[a-z0-9_]{20,80}$' }),
})
const CheckForm = Type.Object({ code: Type.String({ maxLength: 128 }) })

export const startPageRoutes: FastifyPluginAsyncTypebox<StartPageOptions> = async (
  scope,
  { publicUrl, demo, users },
) => {
  const readerOf = ({ lang }: { lang?: string }) =>
    ({ language: lang === 'en' ? 'en' : 'nl', base: basePathOf(publicUrl) }) as const
  const linksOf = (query: { lang?: string }) => {
    const { base, language } = readerOf(query)
    return linksFor(base, language)
  }

  if (!demo) {
    // People come to log in; who develops is told of `/docs`.
    scope.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.redirect(`${basePathOf(publicUrl)}/login`, 303),
    )
    return
  }

  guardPages(scope, formPolicy)
  scope.get('/', { schema: { hide: true, querystring: Query } }, async ({ query }, reply) => {
    const page = (
      <DemoHome reader={readerOf(query)} number={PREFILLED} once={newId('on')} users={users} />
    )
    return sendHtml(reply, renderPage(page))
  })

  // Nothing here reads JSON, which a page of another site could send without a form.
  scope.removeAllContentTypeParsers()
  await scope.register(formbody)
  scope.addHook('onRequest', requireOwnPage(publicUrl))

  scope.post(
    '/demo/ring',
    { schema: { hide: true, querystring: Query, body: RingForm } },
    async ({ query, body: { number, once } }, reply) => {
      const reader = readerOf(query)
      const rung = await demo.ring({ to: number, locale: LOCALES[reader.language], once })
      if ('id' in rung) return reply.redirect(linksOf(query).challenge(rung.id), 303)
      const { problem } = rung
      const page = (
        <DemoHome
          reader={reader}
          number={number}
          once={newId('on')}
          refusal={problem}
          users={users}
        />
      )
      return sendHtml(reply.code(problem.status), renderPage(page))
    },
  )

  scope.get(
    '/demo/challenges/:id',
    { schema: { hide: true, params: Params, querystring: Query } },
    async ({ params, query }, reply) => {
      const challenge = await demo.read(params.id)
      if (!challenge) throw generalProblems.notFound()
      const wrong = query.wrong === '1' && challenge.attemptsLeft > 0
      const page = <ChallengePage reader={readerOf(query)} challenge={challenge} wrong={wrong} />
      return sendHtml(reply, renderPage(page))
    },
  )

  // Answers with a redirect: reloading the page must not spend another attempt.
  scope.post(
    '/demo/challenges/:id/check',
    { schema: { hide: true, params: Params, querystring: Query, body: CheckForm } },
    async ({ params: { id }, query, body: { code } }, reply) => {
      const checked = await demo.check(id, code)
      if (typeof checked === 'string' || 'attemptsLeft' in checked) {
        const wrong = typeof checked !== 'string'
        return reply.redirect(linksOf(query).challenge(id, wrong), 303)
      }
      const challenge = await demo.read(id)
      if (!challenge) throw generalProblems.notFound()
      const { problem } = checked
      const page = (
        <ChallengePage reader={readerOf(query)} challenge={challenge} refusal={problem} />
      )
      return sendHtml(reply.code(problem.status), renderPage(page))
    },
  )
}
