import { generateKeyPair, SignJWT } from 'jose'
import { insertEventsWhen, toEventRow } from '../../src/audit/index.ts'
import { wasChangedBy } from '../../src/challenges/challenge-store.ts'
import { digestCode } from '../../src/challenges/code.ts'
import { ApprovedAnswer, ChallengeParams, VerifyBody } from '../../src/challenges/schemas.ts'
import { wrongCodeCharges } from '../../src/limits/index.ts'
import { transactionInOneTrip } from '../../src/platform/database/in-one-trip.ts'
import { prepared } from '../../src/platform/database/prepared.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/store/index.ts'
import { raisedSet } from '../raised-rules.ts'
import { serveFloor } from './serve-floor.ts'

const { privateKey } = await generateKeyPair('EdDSA')

/** What has to be there once the answer is given: a use in every log, an approval and its event in one commit, a signature. */
await serveFloor((app, { store, windows, codeKey }) => {
  app.post<{ Params: { id: string }; Body: { code: string } }>(
    '/v1/challenges/:id/verify',
    { schema: { params: ChallengeParams, body: VerifyBody, response: { 200: ApprovedAnswer } } },
    async ({ params: { id }, body: { code } }, reply) => {
      const now = Date.now()
      const charges = wrongCodeCharges(raisedSet, { tenantId: 'demo', numberSubject: id })
      if (!(await windows.take(charges, id))) return reply.code(429).send()

      const by = newId('gu')
      const digest = digestCode(codeKey, id, code)
      const assertion = await sign(id, now)
      const [approved] = await transactionInOneTrip(store, [
        approve(store, { id, digest, now, by }),
        note(store, { row: eventOf(id, now), by }),
      ])
      if (approved.length === 0) return reply.code(422).send()
      return { status: 'approved' as const, approvedAt: new Date(now).toISOString(), assertion }
    },
  )
})

const approve = prepared(
  (
    store: Store,
    { id, digest, now, by }: { id: string; digest: string; now: number; by: string },
  ) =>
    store
      .updateTable('challenges')
      .set({ status: 'approved', closed_at: now, code_digest: null, code_sealed: null })
      .set({ changed_by: by })
      .where('id', '=', id)
      .where('code_digest', '=', digest)
      .where('status', '=', 'open')
      .where('expires_at', '>', now)
      .returning('id'),
)

const eventOf = (id: string, at: number) =>
  toEventRow({
    ...{ tenantId: 'demo', at, kind: 'challenge.approved', about: id },
    detail: { method: 'voice' },
  })

const note = prepared(
  (store: Store, { row, by }: { row: ReturnType<typeof eventOf>; by: string }) =>
    insertEventsWhen(store, [{ row, when: wasChangedBy(row.about, by, ['approved']) }]),
)

function sign(id: string, now: number) {
  const seconds = Math.floor(now / 1000)
  return new SignJWT({ amr: ['otp', 'tel', 'mfa'] })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'one', typ: 'JWT' })
    .setIssuer('http://localhost:3000')
    .setAudience('demo')
    .setSubject(id)
    .setJti(newId('as'))
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 120)
    .sign(privateKey)
}
