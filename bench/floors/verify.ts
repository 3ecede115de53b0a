import { generateKeyPair, SignJWT } from 'jose'
import { digestCode } from '../../src/challenges/code.ts'
import { ApprovedAnswer, ChallengeParams, VerifyBody } from '../../src/challenges/schemas.ts'
import { wrongCodeCharges } from '../../src/limits/index.ts'
import { raisedSet } from '../raised-rules.ts'
import { serveFloor } from './serve-floor.ts'

/** A digest, one script for the windows, one update that compares, one signature. */
const { privateKey } = await generateKeyPair('EdDSA')

await serveFloor((app, { store, windows, codeKey }) => {
  app.post<{ Params: { id: string }; Body: { code: string } }>(
    '/v1/challenges/:id/verify',
    { schema: { params: ChallengeParams, body: VerifyBody, response: { 200: ApprovedAnswer } } },
    async ({ params: { id }, body: { code } }, reply) => {
      const now = Date.now()
      const charges = wrongCodeCharges(raisedSet, { tenantId: 'demo', numberSubject: id })
      if (!(await windows.take(charges, id))) return reply.code(429).send()

      const approved = await store
        .updateTable('challenges')
        .set({ status: 'approved', closed_at: now, code_digest: null, code_sealed: null })
        .where('id', '=', id)
        .where('code_digest', '=', digestCode(codeKey, id, code))
        .where('status', '=', 'open')
        .where('expires_at', '>', now)
        .returning('id')
        .executeTakeFirst()
      if (!approved) return reply.code(422).send()
      const assertion = await new SignJWT({ sub: id, amr: ['otp', 'tel', 'mfa'] })
        .setProtectedHeader({ alg: 'EdDSA' })
        .sign(privateKey)
      return { status: 'approved' as const, approvedAt: new Date(now).toISOString(), assertion }
    },
  )
})
