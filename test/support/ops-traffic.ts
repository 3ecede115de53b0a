import type { TestService } from './test-service.ts'

/** Numbers that look drawn and are the same every time (a linear congruential generator). */
export function seeded(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const HOUR_MS = 3_600_000
const endings = [
  ...Array.from({ length: 14 }, () => 'completed' as const),
  ...(['no-answer', 'no-answer', 'busy', 'failed', 'gate-failed', 'cancelled'] as const),
]

interface Traffic {
  readonly calls: number
  readonly hours: number
  readonly seed?: number
}

/** Calls of the last hours as the service would have written them; every third completed one is verified. */
export async function seedTraffic(
  { store, clock }: Pick<TestService, 'store' | 'clock'>,
  { calls, hours, seed = 7 }: Traffic,
) {
  const draw = seeded(seed)
  const now = clock.now()
  const rows = Array.from({ length: calls }, (_, index) => {
    const at = now - draw(hours * HOUR_MS) - 1000
    const status = endings[draw(endings.length)] ?? 'completed'
    const isVerified = status === 'completed' && draw(10) < 8
    const masked = `+31 6 •••• ••${String(draw(100)).padStart(2, '0')}`
    return { index, at, status, isVerified, masked, isHome: draw(12) > 0, isFirst: draw(5) > 0 }
  })
  const id = (prefix: string, index: number) => `${prefix}_${String(index).padStart(40, '0')}`
  for (const part of inParts(rows, 50)) {
    await store
      .insertInto('challenges')
      .values(
        part.map(({ index, at, isVerified, masked }) => ({
          ...{ id: id('ch', index), tenant_id: 'demo', purpose: 'login', user_id: null },
          ...{ factor_id: null, user_subject: `u${index}`, factor_subject: `u${index}` },
          ...{ status: isVerified ? 'approved' : 'expired', method: 'voice', to_sealed: '' },
          ...{ to_masked: masked, number_subject: `n${index}`, ip_subjects: 'null' },
          ...{ context_sealed: null, locale: 'nl-NL', gate: 'key', code_length: 6 },
          ...{ code_digest: null, code_sealed: null, attempts_left: 5, calls_made: 1 },
          ...{ last_call_at: at, created_at: at, expires_at: at + 300_000 },
          ...{ closed_at: at + 60_000, changed_by: null },
        })),
      )
      .execute()
    await store
      .insertInto('calls')
      .values(
        part.map(({ index, at, status, isHome, isFirst }) => ({
          ...{ id: id('ca', index), tenant_id: 'demo', made_for: id('ch', index) },
          ...{ number_subject: `n${index}`, to_sealed: '', locale: 'nl-NL', gate: 'key' },
          ...{ gate_sealed: '', status, progress: 100 },
          reason: status === 'failed' ? 'carrier-busy' : null,
          ...{ carrier: isFirst ? 'twilio' : 'backup', carrier_call_id: `CA${index}` },
          ...{ sip_status: status === 'failed' ? 503 : null, talked_seconds: 24 },
          ...{ created_at: at, not_after: at + 300_000, lease_until: 0, placed_at: at + 200 },
          ...{ hang_up_at: null, ended_at: at + 30_000, changed_by: null, prefix_subject: null },
          country: isHome ? 'NL' : 'BE',
          ...{ price_micros: isHome ? 38_500 : 92_000, priced_at: null, price_due_at: null },
        })),
      )
      .execute()
  }
  const refusals = Array.from({ length: Math.ceil(calls / 10) }, (_, index) => ({
    ...{ id: id('de', index), tenant_id: 'demo', at: now - draw(hours * HOUR_MS) - 1000 },
    ...{ kind: 'call', verdict: 'refused', until: now + HOUR_MS },
    refused_by: draw(3) > 0 ? 'number-10m' : 'prefix-unverified-1h',
    ...{ reference: null, challenge_id: null, call_id: null, subjects: '{}' },
    ...{ price_micros: 38_500, standings: '[]' },
  }))
  for (const part of inParts(refusals, 50))
    await store.insertInto('decisions').values(part).execute()
  return { id, rows }
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  const count = Math.ceil(all.length / size)
  return Array.from({ length: count }, (_, at) => all.slice(at * size, (at + 1) * size))
}
