import { digestCode, drawCode } from '../../src/challenges/code.ts'
import { ChallengeAnswer, OpenBody } from '../../src/challenges/schemas.ts'
import { callCharges, slotCharges } from '../../src/limits/index.ts'
import { newId } from '../../src/platform/ids.ts'
import { raisedSet } from '../raised-rules.ts'
import { serveFloor } from './serve-floor.ts'

const LIFE_MS = 300_000

/** A code, one script for the windows, one row. */
await serveFloor((app, { store, windows, codeKey }) => {
  app.post<{ Body: { to: string } }>(
    '/v1/challenges',
    { schema: { body: OpenBody, response: { 201: ChallengeAnswer } } },
    async ({ body: { to } }, reply) => {
      const id = newId('ch')
      const who = { tenantId: 'demo', numberSubject: to }
      const charges = [...callCharges(raisedSet, who), ...slotCharges(raisedSet, who)]
      if (!(await windows.take(charges, id))) return reply.code(429).send()

      const [createdAt, code] = [Date.now(), drawCode(6)]
      const expiresAt = createdAt + LIFE_MS
      const seen = { to_sealed: to, to_masked: to, number_subject: to, ip_subjects: 'null' }
      const whose = { user_id: null, factor_id: null, user_subject: to, factor_subject: to }
      const call = { locale: 'nl-NL', gate: 'key', calls_made: 1, last_call_at: createdAt }
      await store
        .insertInto('challenges')
        .values({
          ...{ id, tenant_id: 'demo', purpose: 'login', status: 'open', method: 'voice' },
          ...{ ...seen, ...whose, ...call, code_length: 6, code_sealed: code, attempts_left: 5 },
          ...{ code_digest: digestCode(codeKey, id, code), created_at: createdAt },
          ...{ expires_at: expiresAt, closed_at: null, changed_by: null },
        })
        .execute()
      const availableAt = new Date(createdAt + 60_000).toISOString()
      return reply.code(201).send({
        ...{ id, status: 'open', method: 'voice', to, codeLength: 6, attemptsLeft: 5 },
        createdAt: new Date(createdAt).toISOString(),
        expiresAt: new Date(expiresAt).toISOString(),
        resend: { available: false, availableAt, left: 2 },
        otherMethods: [],
        call: { id, status: 'queued', gateDigits: null },
      })
    },
  )
})
