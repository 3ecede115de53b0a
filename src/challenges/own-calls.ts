import {
  type Call,
  type CallOwner,
  countGateFailures,
  hasEnded,
  type SpokenCode,
} from '../calls/index.ts'
import { slotCharges } from '../limits/index.ts'
import { prepared } from '../platform/database/prepared.ts'
import { locksRows } from '../platform/database/row-locks.ts'
import type { ChallengeRow, Store } from '../store/index.ts'
import { codePurpose, toChallenge, topicOf } from './challenge.ts'
import type { ChallengeParts } from './parts.ts'
import { closeReported } from './report-challenge.ts'
import { ruleNamed, type StopReason, stopByRule } from './stops.ts'

type OwnerParts = Pick<
  ChallengeParts,
  'store' | 'keyring' | 'clock' | 'signals' | 'limiter' | 'limits' | 'guard' | 'follow'
>

/** What a challenge has to say to its calls, and what their course means to it. */
export function createCallOwner(parts: OwnerParts): CallOwner {
  return {
    codeFor: (within, callId) => ({
      statement: spokenOn(within, { callId }),
      read: ([row]) => toSpoken(parts, row as ChallengeRow | undefined),
    }),
    minds: new Set(['reported', 'gate-failed'] as const),
    hold: (within, callId) =>
      madeFor(within, callId)
        .select('id')
        .$if(locksRows(within), (rows) => rows.forUpdate()),
    async onMoved(within, call) {
      if (call.status === 'reported') await takeReport(parts, within, call)
      if (call.status === 'gate-failed') await takeWrongKey(parts, within, call)
    },
    afterMove(call) {
      parts.signals.publish(topicOf(call.madeFor))
      if (hasEnded(call)) void freeSlot(parts, call)
    },
    afterPriced: (call, priceMicros) => parts.guard.settle(call, call.id, priceMicros),
  }
}

const spokenOn = prepared((within: Store, { callId }: { callId: string }) =>
  madeFor(within, callId).selectAll(),
)

/** The challenge that a call was made for. */
function madeFor(within: Store, callId: string) {
  return within
    .selectFrom('challenges')
    .where('id', '=', ({ selectFrom }) =>
      selectFrom('calls').select('made_for').where('calls.id', '=', callId),
    )
}

function toSpoken({ keyring, clock }: OwnerParts, row: ChallengeRow | undefined): SpokenCode {
  const challenge = row && toChallenge(row, clock.now())
  const isSpoken = challenge?.status === 'open' && challenge.method === 'voice'
  if (isSpoken && challenge.codeSealed !== null)
    return { code: keyring.open(challenge.codeSealed, codePurpose(challenge.id)) }
  return { code: null, why: challenge?.status === 'expired' ? 'expired' : 'closed' }
}

/** "Not me": this login ends here, and nobody calls that number for a while. */
async function takeReport(parts: OwnerParts, within: Store, call: Call) {
  const report = { id: call.madeFor, detail: { callId: call.id }, now: parts.clock.now() }
  await closeReported(parts, within, report)
  await stop(parts, within, call, 'reported')
}

async function takeWrongKey(parts: OwnerParts, within: Store, call: Call) {
  const { quota, windowSeconds } = ruleNamed(parts.limits.set, 'wrong-keys-24h', call)
  const since = parts.clock.now() - windowSeconds * 1000
  const failures = await countGateFailures(within, { ...call, since })
  if (failures >= quota) await stop(parts, within, call, 'gate-failed')
}

async function stop(parts: OwnerParts, within: Store, call: Call, reason: StopReason) {
  const { tenantId, numberSubject, id } = call
  const now = parts.clock.now()
  await stopByRule(within, parts.limits.set, { tenantId, numberSubject, reason, now, about: id })
}

/** The slot ends by itself too: a limiter that cannot be reached now costs minutes, not calls. */
async function freeSlot({ limiter, limits }: OwnerParts, call: Call) {
  await limiter.giveBack(slotCharges(limits.set, call), call.id).catch(() => undefined)
}
