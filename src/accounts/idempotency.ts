import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import { generalProblems, StoreUnavailable } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { callerOf } from './require-key.ts'

/** A request that takes longer has died with its process; its key is free again. */
const IN_FLIGHT_MS = 60_000
const KEPT_MS = 24 * 3_600_000
const SETTLE_AGAIN_MS = 500
const HEADER = 'idempotency-key'

interface Claim {
  readonly tenantId: string
  readonly keyDigest: string
  readonly requestDigest: string
}

interface Parts {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
}

/**
 * Same key, same request: the same answer, and the work is done once
 * (draft-ietf-httpapi-idempotency-key-header). Only successes are kept: what was refused did
 * nothing, and asking again later is a new question. For every POST registered after it.
 */
export function honourIdempotencyKeys(app: FastifyInstance, parts: Parts) {
  app.decorateRequest('claim', null)

  app.addHook('preHandler', (request, reply, done) => {
    if (request.method !== 'POST' || !(HEADER in request.headers)) return done()
    claimOrReplay(parts, request, reply).then((goesOn) => goesOn && done(), done)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    const claim = request.getDecorator<Claim | null>('claim')
    if (!claim) return done(null, payload)
    settleAnswer(claim, request, reply, payload).then(() => done(null, payload), done)
  })

  async function settleAnswer(
    claim: Claim,
    request: FastifyRequest,
    { statusCode: status }: FastifyReply,
    payload: unknown,
  ) {
    const settled = settle(
      () =>
        status < 300 && typeof payload === 'string'
          ? keep(parts, claim, { status, payload })
          : free(parts.store, claim),
      request.log,
    )
    // A store is away, perhaps this one: who waits for an answer does not wait for it twice.
    if (status !== generalProblems.storeUnavailable.kind.status) await settled
  }
}

/** False: the answer of before was given, and nothing is done again. */
async function claimOrReplay(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const claim = toClaim(request, keyOf(request))
  const answer = await claimOrRecall(parts, claim)
  if (answer === 'claimed') request.setDecorator('claim', claim)
  else replay(reply, answer)
  return answer === 'claimed'
}

/**
 * The answer stands, whether or not this can be written down now. It is tried for as long as the
 * claim lasts: a client that asks again after an outage is not told that its request is in flight.
 * Held by `test/faults/database-outage.test.ts`.
 */
async function settle(
  act: () => Promise<void>,
  log: FastifyRequest['log'],
  tries = IN_FLIGHT_MS / SETTLE_AGAIN_MS,
): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (error instanceof StoreUnavailable && tries > 1)
      void wait(SETTLE_AGAIN_MS, null, { ref: false }).then(() => settle(act, log, tries - 1))
    else log.error({ error: (error as Error).message }, 'idempotency key not settled')
  }
}

/** Accepted quoted, as the draft says (a structured-field string), and bare. */
function keyOf(request: FastifyRequest) {
  const raw = request.headers[HEADER]
  const key = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/.exec(
    String(raw),
  )
  if (!key)
    throw generalProblems.requestInvalid({
      errors: [{ header: 'Idempotency-Key', detail: 'must be 1 to 255 visible ASCII characters' }],
    })
  return key[1] ?? key[2] ?? ''
}

function toClaim(request: FastifyRequest, key: string): Claim {
  return {
    tenantId: callerOf(request).tenantId,
    keyDigest: digest(key),
    requestDigest: digest(`${request.url}\n${JSON.stringify(request.body ?? null)}`),
  }
}

type Kept = { readonly status: number; readonly payload: string }

async function claimOrRecall(parts: Parts, claim: Claim): Promise<'claimed' | Kept> {
  if (await tryClaim(parts, claim)) return 'claimed'
  const row = await find(parts.store, claim)
  if (row && row.request_digest !== claim.requestDigest) throw generalProblems.idempotencyMismatch()
  if (!row?.answer_sealed) throw generalProblems.inProgress({ retryAfterSeconds: 1 })
  return { status: row.status ?? 200, payload: parts.keyring.open(row.answer_sealed, about(claim)) }
}

/** One statement: a fresh row, or one whose time is over. */
async function tryClaim({ store, clock }: Parts, claim: Claim) {
  const fresh = {
    request_digest: claim.requestDigest,
    status: null,
    answer_sealed: null,
    expires_at: clock.now() + IN_FLIGHT_MS,
  }
  const row = await store
    .insertInto('idempotency_keys')
    .values({ tenant_id: claim.tenantId, key_digest: claim.keyDigest, ...fresh })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'key_digest'])
        .doUpdateSet(fresh)
        .where('idempotency_keys.expires_at', '<=', clock.now()),
    )
    .returning('key_digest')
    .executeTakeFirst()
  return row !== undefined
}

function find(store: Store, { tenantId, keyDigest }: Claim) {
  return store
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('key_digest', '=', keyDigest)
    .executeTakeFirst()
}

async function keep({ store, keyring, clock }: Parts, claim: Claim, { status, payload }: Kept) {
  await store
    .updateTable('idempotency_keys')
    .set({
      status,
      answer_sealed: keyring.seal(payload, about(claim)),
      expires_at: clock.now() + KEPT_MS,
    })
    .where('tenant_id', '=', claim.tenantId)
    .where('key_digest', '=', claim.keyDigest)
    .execute()
}

async function free(store: Store, { tenantId, keyDigest }: Claim) {
  await store
    .deleteFrom('idempotency_keys')
    .where('tenant_id', '=', tenantId)
    .where('key_digest', '=', keyDigest)
    .execute()
}

function replay(reply: FastifyReply, { status, payload }: Kept) {
  return reply
    .code(status)
    .header('idempotency-replayed', 'true')
    .type('application/json; charset=utf-8')
    .send(payload)
}

function about({ tenantId, keyDigest }: Claim) {
  return `idempotency:${tenantId}:${keyDigest}`
}

function digest(text: string) {
  return createHash('sha256').update(text).digest('base64url')
}

/** Drops what nobody may ask for any more. */
export async function forgetIdempotencyKeys({ store, clock }: Pick<Parts, 'store' | 'clock'>) {
  await store.deleteFrom('idempotency_keys').where('expires_at', '<=', clock.now()).execute()
}
