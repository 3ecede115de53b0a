import { randomBytes } from 'node:crypto'
import { digestCode } from '../../src/challenges/code.ts'
import { ApprovedAnswer, ChallengeParams, VerifyBody } from '../../src/challenges/schemas.ts'
import { wrongCodeCharges } from '../../src/limits/index.ts'
import { raisedRules } from '../raised-rules.ts'
import { serveFloor } from './serve-floor.ts'

const approve = `update challenges
  set status = 'approved', closed_at = $1, code_digest = null, code_sealed = null
  where id = $2 and code_digest = $3 and status = 'open' and expires_at > $4
  returning id`

/** A digest, one script for the windows, one update that compares. The answer is as long as ours. */
await serveFloor((app, { database, windows, codeKey }) => {
  const assertion = randomBytes(300).toString('base64url')
  app.post<{ Params: { id: string }; Body: { code: string } }>(
    '/v1/challenges/:id/verify',
    { schema: { params: ChallengeParams, body: VerifyBody, response: { 200: ApprovedAnswer } } },
    async ({ params: { id }, body: { code } }, reply) => {
      const now = Date.now()
      const charges = wrongCodeCharges(raisedRules, { tenantId: 'demo', numberSubject: id })
      if (!(await windows.take(charges, id))) return reply.code(429).send()

      const values = [now, id, digestCode(codeKey, id, code), now]
      const [approved] = await database.run(approve, values)
      if (!approved) return reply.code(422).send()
      return { status: 'approved' as const, approvedAt: new Date(now).toISOString(), assertion }
    },
  )
})
