import type { FastifyInstance } from 'fastify'
import { Problem } from '../../platform/problem.ts'
import type { ChallengeView, Demo, Refusal } from './demo.ts'

interface Sent {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly once?: string
}

/**
 * The demo as a client of the API, the way a panel is one: what it shows is what the API says. The
 * key stays in this process. `test/browser/reference.test.ts`
 */
export function demoOverApi(app: FastifyInstance, apiKey: string): Demo {
  const ask = async ({ method, path, body, once }: Sent) => {
    const answer = await app.inject({
      method,
      url: `/v1/challenges${path}`,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(once !== undefined && { 'idempotency-key': once }),
      },
      ...(body && { payload: body }),
    })
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
  }

  return {
    async ring({ to, locale, once }) {
      const { status, body } = await ask({ method: 'POST', path: '', body: { to, locale }, once })
      return status === 201 ? { id: String(body.id) } : { problem: toRefusal(body) }
    },
    async read(id) {
      const { status, body } = await ask({ method: 'GET', path: `/${encodeURIComponent(id)}` })
      if (status === 200) return body as unknown as ChallengeView
      if (status === 404 || status === 400) return null
      throw new Problem(toRefusal(body))
    },
    async check(id, code) {
      const path = `/${encodeURIComponent(id)}/verify`
      const { status, body } = await ask({ method: 'POST', path, body: { code } })
      if (status === 200) return 'approved'
      if (body.code === 'code-wrong') return { attemptsLeft: Number(body.attemptsLeft) }
      if (body.code === 'challenge-closed') return 'closed'
      return { problem: toRefusal(body) }
    },
  }
}

function toRefusal(body: Record<string, unknown>): Refusal {
  return body as unknown as Refusal
}
