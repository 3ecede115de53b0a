import type { Rule } from './rule.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * Limits of the default table on passwords. None of them lets a stranger lock a user out
 * (`test/security/password-lockout.test.ts`): what is counted over all addresses holds off those
 * alone from which nobody got in lately.
 */
export const loginRules: readonly Rule[] = [
  {
    name: 'wrong-passwords-login-ip-15m',
    quota: 10,
    windowSeconds: 15 * minute,
    subject: 'login-ip',
    counts: 'wrong-passwords',
    reason: 'Who guesses at a login name from one address stops only that address.',
  },
  {
    name: 'wrong-passwords-login-ip-24h',
    quota: 30,
    windowSeconds: day,
    subject: 'login-ip',
    counts: 'wrong-passwords',
    reason: 'The same over a day.',
  },
  {
    name: 'wrong-passwords-login-24h',
    quota: 50,
    windowSeconds: day,
    subject: 'login',
    counts: 'wrong-passwords',
    reason:
      'All addresses together that are new to the login name: its user still logs in from a known one, or by mail.',
  },
  {
    name: 'wrong-passwords-ip-10m',
    quota: 50,
    windowSeconds: 10 * minute,
    subject: 'ip',
    counts: 'wrong-passwords',
    reason: 'One address that tries passwords at many login names.',
  },
  {
    name: 'wrong-passwords-ip-network-10m',
    quota: 100,
    windowSeconds: 10 * minute,
    subject: 'ip-network',
    counts: 'wrong-passwords',
    reason: 'The same for who holds an IPv6 /48.',
  },
  {
    name: 'password-resets-login-ip-1h',
    quota: 3,
    windowSeconds: hour,
    subject: 'login-ip',
    counts: 'password-resets',
    reason: 'Each mail makes the link before it void; three are enough for who finds none.',
  },
  {
    name: 'password-resets-login-1h',
    quota: 5,
    windowSeconds: hour,
    subject: 'login',
    counts: 'password-resets',
    reason: 'Nobody fills a mailbox from many addresses; a known address is not held by it.',
  },
  {
    name: 'password-resets-login-24h',
    quota: 20,
    windowSeconds: day,
    subject: 'login',
    counts: 'password-resets',
    reason: 'The same over a day.',
  },
  {
    name: 'password-resets-ip-1h',
    quota: 20,
    windowSeconds: hour,
    subject: 'ip',
    counts: 'password-resets',
    reason: 'One address that asks for mails to many users.',
  },
]
