import { guardRules, spendRules } from './guard-rules.ts'
import { loginRules } from './login-rules.ts'
import type { Rule } from './rule.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Ring 20 s and the carrier's 5, talk 90 s, and a minute for a status that never comes. */
const slotSeconds = 20 + 5 + 90 + 60

/** Wait before the first, second, third … call of one challenge, since the call before it. */
export const resendLadderSeconds: readonly number[] = [0, 60, 120, 300, 900]
export const maxCallsPerChallenge = 5
export const wrongCodesPerChallenge = 5

/** The limits a new installation starts with; ops change them while it runs. */
export const defaultRules: readonly Rule[] = [
  {
    name: 'number-60s',
    quota: 1,
    windowSeconds: minute,
    subject: 'number',
    counts: 'calls',
    reason: 'A call takes 30 to 45 seconds; a second one within the minute rings into the first.',
  },
  {
    name: 'number-10m',
    quota: 3,
    windowSeconds: 10 * minute,
    subject: 'number',
    counts: 'calls',
    reason: 'Three calls are enough for one login; more in ten minutes is pestering.',
  },
  {
    name: 'number-1h',
    quota: 5,
    windowSeconds: hour,
    subject: 'number',
    counts: 'calls',
    reason: 'Stops a phone from being rung over and over by whoever holds a password.',
  },
  {
    name: 'number-24h',
    quota: 10,
    windowSeconds: day,
    subject: 'number',
    counts: 'calls',
    reason: 'Room for several logins a day; beyond that it is pestering.',
  },
  {
    name: 'number-30d',
    quota: 60,
    windowSeconds: 30 * day,
    subject: 'number',
    counts: 'calls',
    reason: 'Two calls a day for a month; slow attacks and slow pumping end here.',
  },
  {
    name: 'user-1h',
    quota: 5,
    windowSeconds: hour,
    subject: 'user',
    counts: 'calls',
    reason: 'All numbers of a user together: more phones are no reason for more calls.',
  },
  {
    name: 'user-24h',
    quota: 10,
    windowSeconds: day,
    subject: 'user',
    counts: 'calls',
    reason: 'The same over a day; messages to the app of a user count as well.',
  },
  {
    name: 'user-30d',
    quota: 60,
    windowSeconds: 30 * day,
    subject: 'user',
    counts: 'calls',
    reason: 'The same over a month.',
  },
  {
    name: 'ip-10m',
    quota: 20,
    windowSeconds: 10 * minute,
    subject: 'ip',
    counts: 'unverified-calls',
    reason:
      'One address that has numbers called which nobody verifies is a script; an office at nine verifies.',
  },
  {
    name: 'ip-1h',
    quota: 40,
    windowSeconds: hour,
    subject: 'ip',
    counts: 'unverified-calls',
    reason: 'The same over an hour.',
  },
  {
    name: 'ip-24h',
    quota: 120,
    windowSeconds: day,
    subject: 'ip',
    counts: 'unverified-calls',
    reason: 'The same over a day.',
  },
  {
    name: 'ip-network-1h',
    quota: 40,
    windowSeconds: hour,
    subject: 'ip-network',
    counts: 'unverified-calls',
    reason: 'Whoever holds an IPv6 /48 has 65,536 networks of addresses to change between.',
  },
  {
    name: 'ip-numbers-1h',
    quota: 25,
    windowSeconds: hour,
    subject: 'ip',
    counts: 'distinct-numbers',
    reason: 'One address that tries number after number and verifies none.',
  },
  ...guardRules,
  {
    name: 'tenant-1h',
    quota: 600,
    windowSeconds: hour,
    subject: 'tenant',
    counts: 'calls',
    reason: 'Bounds what a stolen key can spend in an hour.',
  },
  {
    name: 'tenant-24h',
    quota: 5000,
    windowSeconds: day,
    subject: 'tenant',
    counts: 'calls',
    reason: 'Bounds what a stolen key can spend in a day.',
  },
  {
    name: 'global-1h',
    quota: 1000,
    windowSeconds: hour,
    subject: 'global',
    counts: 'calls',
    reason: 'Bounds what the whole service can spend in an hour.',
  },
  {
    name: 'global-24h',
    quota: 5000,
    windowSeconds: day,
    subject: 'global',
    counts: 'calls',
    reason: 'Bounds what the whole service can spend in a day.',
  },
  ...spendRules,
  {
    name: 'tenant-in-flight',
    quota: 20,
    windowSeconds: slotSeconds,
    subject: 'tenant',
    counts: 'in-flight',
    reason: 'One tenant cannot hold every line.',
  },
  {
    name: 'global-in-flight',
    quota: 50,
    windowSeconds: slotSeconds,
    subject: 'global',
    counts: 'in-flight',
    reason: 'More calls at once than the carriers take would only queue until the code is old.',
  },
  {
    name: 'wrong-codes-24h',
    quota: 10,
    windowSeconds: day,
    subject: 'factor',
    counts: 'wrong-codes',
    reason: 'Wrong codes add up over all challenges of a factor: a new challenge is no new chance.',
  },
  {
    name: 'wrong-codes-30d',
    quota: 25,
    windowSeconds: 30 * day,
    subject: 'user',
    counts: 'wrong-codes',
    reason:
      'Over all factors. Keeps guessing below 1 in 3,000 a year; a right code does not reset it.',
  },
  {
    name: 'wrong-codes-ip-10m',
    quota: 20,
    windowSeconds: 10 * minute,
    subject: 'ip',
    counts: 'wrong-codes',
    reason: 'One address that guesses at many numbers.',
  },
  {
    name: 'wrong-codes-ip-24h',
    quota: 100,
    windowSeconds: day,
    subject: 'ip',
    counts: 'wrong-codes',
    reason: 'The same over a day.',
  },
  {
    name: 'wrong-pairing-codes-10m',
    quota: 10,
    windowSeconds: 10 * minute,
    subject: 'ip',
    counts: 'wrong-pairing-codes',
    reason: 'One address that tries pairing codes; a code that is right is not counted.',
  },
  {
    name: 'wrong-pairing-codes-1h',
    quota: 30,
    windowSeconds: hour,
    subject: 'ip',
    counts: 'wrong-pairing-codes',
    reason: 'The same over an hour.',
  },
  ...loginRules,
  {
    name: 'wrong-keys-24h',
    quota: 2,
    windowSeconds: day,
    subject: 'number',
    counts: 'wrong-keys',
    reason: 'The second wrong key at the gate stops calls to the number: see `stopped`.',
  },
  {
    name: 'stopped',
    quota: 1,
    windowSeconds: day,
    subject: 'number',
    counts: 'stops',
    reason: 'No calls for a day after "not me", or after two wrong keys at the gate.',
  },
]
