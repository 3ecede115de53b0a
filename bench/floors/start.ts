import { insertEvent, toEventRow } from '../../src/audit/index.ts'
import { enqueueCall } from '../../src/calls/enqueue-call.ts'
import { maskNumber, parseNumber } from '../../src/calls/index.ts'
import { toPurpose } from '../../src/challenges/challenge.ts'
import { insertChallenge } from '../../src/challenges/challenge-store.ts'
import { ChallengeAnswer, OpenBody } from '../../src/challenges/schemas.ts'
import { codeColumns } from '../../src/challenges/write-challenge.ts'
import { callCharges, limitKey, slotCharges } from '../../src/limits/index.ts'
import { transactionInOneTrip } from '../../src/platform/database/in-one-trip.ts'
import { newId } from '../../src/platform/ids.ts'
import { keyedDigest } from '../../src/platform/keyring.ts'
import { raisedSet } from '../raised-rules.ts'
import { serveFloor } from './serve-floor.ts'

const LIFE_MS = 300_000
const policy = { codeLength: 6 } as Parameters<typeof codeColumns>[2]['policy']

/**
 * What has to be there once the answer is given: a number that is one, a use in every log of its
 * limits, under keyed hashes, and the challenge, its call and its event in one commit, sealed where
 * they have to be.
 */
await serveFloor((app, { store, windows, keyring, codeKey }) => {
  app.post<{ Body: { to: string } }>(
    '/v1/challenges',
    { schema: { body: OpenBody, response: { 201: ChallengeAnswer } } },
    async ({ body }, reply) => {
      const parsed = parseNumber(body.to)
      if ('refused' in parsed) return reply.code(422).send()
      const { number: to } = parsed
      const [id, callId] = [newId('ch'), newId('ca')]
      const numberSubject = keyedDigest(codeKey, 'number', to)
      const prefixSubject = keyedDigest(codeKey, 'prefix', to.slice(0, -4))
      if (!(await windows.take(chargesOf({ numberSubject, prefixSubject }), callId)))
        return reply.code(429).send()

      const now = Date.now()
      const whose = { tenantId: 'demo', numberSubject }
      const opened = { tenantId: 'demo', at: now, kind: 'challenge.opened', about: id } as const
      const call = { id: callId, madeFor: id, to, ...whose, notAfter: now + LIFE_MS } as const
      const place = { prefixSubject, country: 'NL', priceMicros: 85_000 }
      const row = {
        ...({ id, tenant_id: 'demo', purpose: 'login', status: 'open', method: 'voice' } as const),
        ...{ user_id: null, factor_id: null, number_subject: numberSubject },
        ...{ user_subject: numberSubject, factor_subject: numberSubject },
        ...{ to_sealed: keyring.seal(to, toPurpose(id)), to_masked: maskNumber(to) },
        ...{ ip_subjects: 'null', context_sealed: null, facts: null },
        ...({ locale: 'nl-NL', gate: 'key', code_length: 6 } as const),
        ...codeColumns({ codeKey, keyring }, id, { method: 'voice', policy }),
        ...{ attempts_left: 5, calls_made: 1, last_call_at: now, created_at: now },
        ...{ expires_at: now + LIFE_MS, closed_at: null, changed_by: null },
      }
      await transactionInOneTrip(store, [
        insertChallenge(store, row),
        insertEvent(store, toEventRow({ ...opened, detail: { callId } })),
        enqueueCall(
          { keyring, within: store },
          { ...call, ...place, locale: 'nl-NL', gate: 'key' },
          now,
        ),
      ])
      return reply.code(201).send({
        ...({ id, status: 'open', method: 'voice', to: row.to_masked, codeLength: 6 } as const),
        ...{ attemptsLeft: 5, createdAt: new Date(now).toISOString() },
        expiresAt: new Date(now + LIFE_MS).toISOString(),
        resend: { available: false, availableAt: new Date(now + 60_000).toISOString(), left: 2 },
        ...{ otherMethods: [], call: { id: callId, status: 'queued', gateDigits: null } },
      })
    },
  )
})

/** One for each log: limits that share one are asked together. */
function chargesOf(subjects: { readonly numberSubject: string; readonly prefixSubject: string }) {
  const who = { tenantId: 'demo', ...subjects }
  const charged = { ...who, country: 'NL', priceMicros: 85_000 }
  const all = [...callCharges(raisedSet, charged), ...slotCharges(raisedSet, who)]
  return [...new Map(all.map((charge) => [limitKey(charge), charge])).values()]
}
