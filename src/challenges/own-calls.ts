import { recordEvents } from '../audit/index.ts'
import { type Call, type CallOwner, countGateFailures, hasEnded } from '../calls/index.ts'
import { type Rule, slotCharges } from '../limits/index.ts'
import type { Store } from '../store/index.ts'
import { codePurpose, topicOf } from './challenge.ts'
import { findById } from './challenge-store.ts'
import { closeChallenge } from './close-challenges.ts'
import type { ChallengeParts } from './parts.ts'
import { type StopReason, stopNumber } from './stops.ts'

type OwnerParts = Pick<
  ChallengeParts,
  'store' | 'keyring' | 'clock' | 'signals' | 'limiter' | 'rules' | 'follow'
>

/** What a challenge has to say to its calls, and what their course means to it. */
export function createCallOwner(parts: OwnerParts): CallOwner {
  return {
    async codeFor(id) {
      const challenge = await findById(parts.store, id, parts.clock.now())
      const isSpoken = challenge?.status === 'open' && challenge.method === 'voice'
      if (isSpoken && challenge.codeSealed !== null)
        return { code: parts.keyring.open(challenge.codeSealed, codePurpose(id)) }
      return { code: null, why: challenge?.status === 'expired' ? 'expired' : 'closed' }
    },
    minds: new Set(['reported', 'gate-failed'] as const),
    async onMoved(within, call) {
      if (call.status === 'reported') await takeReport(parts, within, call)
      if (call.status === 'gate-failed') await takeWrongKey(parts, within, call)
    },
    afterMove(call) {
      parts.signals.publish(topicOf(call.madeFor))
      if (hasEnded(call)) void freeSlot(parts, call)
    },
  }
}

/** "Not me": this login ends here, and nobody calls that number for a while. */
async function takeReport(parts: OwnerParts, within: Store, call: Call) {
  const now = parts.clock.now()
  const closed = await closeChallenge(within, { id: call.madeFor, status: 'reported', now })
  const { tenantId } = call
  if (closed)
    await recordEvents(within, [
      {
        tenantId,
        at: now,
        kind: 'challenge.reported',
        about: closed.id,
        detail: { callId: call.id },
      },
    ])
  if (closed?.userId) await parts.follow(within, closed, now)
  await stop(parts, within, call, 'reported')
}

async function takeWrongKey(parts: OwnerParts, within: Store, call: Call) {
  const { quota, windowSeconds } = ruleNamed(parts.rules, 'wrong-keys-24h')
  const since = parts.clock.now() - windowSeconds * 1000
  const failures = await countGateFailures(within, { ...call, since })
  if (failures >= quota) await stop(parts, within, call, 'gate-failed')
}

async function stop(parts: OwnerParts, within: Store, call: Call, reason: StopReason) {
  const { tenantId, numberSubject, id } = call
  const now = parts.clock.now()
  const until = now + ruleNamed(parts.rules, 'stopped').windowSeconds * 1000
  await stopNumber(within, { tenantId, numberSubject, reason, now, until, about: id })
}

function ruleNamed(rules: readonly Rule[], name: string): Rule {
  const rule = rules.find((one) => one.name === name)
  if (!rule) throw new Error(`There is no rule named ${name}`)
  return rule
}

/** The slot ends by itself too: a limiter that cannot be reached now costs minutes, not calls. */
async function freeSlot({ limiter, rules }: OwnerParts, call: Call) {
  await limiter.giveBack(slotCharges(rules, call), call.id).catch(() => undefined)
}
