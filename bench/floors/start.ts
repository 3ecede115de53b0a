import { digestCode, drawCode } from '../../src/challenges/code.ts'
import { ChallengeAnswer, OpenBody } from '../../src/challenges/schemas.ts'
import { callCharges, slotCharges } from '../../src/limits/index.ts'
import { newId } from '../../src/platform/ids.ts'
import { raisedRules } from '../raised-rules.ts'
import { serveFloor } from './serve-floor.ts'

const LIFE_MS = 300_000

const insert = `insert into challenges (id, tenant_id, status, method, to_sealed, to_masked,
  number_subject, ip_subjects, locale, gate, code_length, code_digest, code_sealed, attempts_left,
  calls_made, last_call_at, created_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`

/** A code, one script for the windows, one row. */
await serveFloor((app, { database, windows, codeKey }) => {
  app.post<{ Body: { to: string } }>(
    '/v1/challenges',
    { schema: { body: OpenBody, response: { 201: ChallengeAnswer } } },
    async ({ body: { to } }, reply) => {
      const id = newId('ch')
      const who = { tenantId: 'demo', numberSubject: to }
      const charges = [...callCharges(raisedRules, who), ...slotCharges(raisedRules, who)]
      if (!(await windows.take(charges, id))) return reply.code(429).send()

      const [createdAt, code] = [Date.now(), drawCode(6)]
      const expiresAt = createdAt + LIFE_MS
      await database.run(insert, [
        ...[id, 'demo', 'open', 'voice', to, to, to, 'null', 'nl-NL', 'key', 6],
        ...[digestCode(codeKey, id, code), code, 5, 1, createdAt, createdAt, expiresAt],
      ])
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
