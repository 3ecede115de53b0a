import type { TwilioSettings } from '../../../src/calls/carriers/twilio/settings.ts'
import { createTwilioCarrier } from '../../../src/calls/carriers/twilio/twilio-carrier.ts'
import type { CarrierWorld, Mood } from '../carrier-contract.ts'
import { type Reply, type ScriptedTwilio, startScriptedTwilio } from './scripted-twilio.ts'

/** Far more than a busy machine takes for what is not about it. */
const DEADLINE_MS = 1500

export const account = {
  name: 'twilio',
  accountSid: `AC${'0'.repeat(32)}`,
  authTokens: ['a-token-that-nobody-may-see'],
  from: ['+31850000000', '+31850000001'],
  publicUrl: () => new URL('https://otp.example.nl/belcode/'),
  callsPerSecond: 1,
} as const satisfies Partial<TwilioSettings>

export interface TwilioWorld extends Omit<CarrierWorld, 'become'> {
  become(mood: Mood | Reply): void
  readonly twilio: ScriptedTwilio
}

/** The adapter against a server that speaks Twilio's language and does what it is told. */
export async function createWorld(changes: Partial<TwilioSettings> = {}): Promise<TwilioWorld> {
  let now = Date.UTC(2026, 0, 5, 12, 0, 0, 900)
  const owners = new Map<string, string>()
  const twilio = await startScriptedTwilio(() => now)
  const carrier = createTwilioCarrier(
    { ...account, baseUrl: twilio.baseUrl, ...changes },
    {
      ownerOf: async (sid) => owners.get(sid) ?? null,
      clock: { now: () => now },
      deadlineMs: DEADLINE_MS,
    },
  )

  return {
    ...twilio,
    twilio,
    carrier,
    deadlineMs: DEADLINE_MS,
    bind: (sid, callId) => void owners.set(sid, callId),
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}
