import type { Rule } from './rule.ts'

const hour = 3600
const day = 24 * hour

const block = { firstSeconds: hour, mostSeconds: 12 * hour }

/** Limits of the default table against pumping: calls to numbers that nobody ever verifies. */
export const guardRules: readonly Rule[] = [
  {
    name: 'prefix-unverified-1h',
    quota: 10,
    windowSeconds: hour,
    subject: 'prefix',
    counts: 'unverified-calls',
    block,
    reason: 'Ten calls to neighbouring numbers that nobody verified: somebody is paid for them.',
  },
  {
    name: 'prefix-unverified-24h',
    quota: 30,
    windowSeconds: day,
    subject: 'prefix',
    counts: 'unverified-calls',
    block,
    reason: 'The same, slowly.',
  },
  {
    name: 'prefix-new-1h',
    quota: 60,
    windowSeconds: hour,
    subject: 'prefix',
    counts: 'calls',
    only: 'new-numbers',
    reason: 'Verified or not: a company enrols fifty people in an hour, a pump verifies its own.',
  },
  {
    name: 'country-home-1h',
    quota: 600,
    windowSeconds: hour,
    subject: 'country',
    counts: 'unverified-calls',
    only: 'home-numbers',
    reason: 'Dutch numbers that nobody verified: more than any panel has on its first day.',
  },
  {
    name: 'country-foreign-1h',
    quota: 20,
    windowSeconds: hour,
    subject: 'country',
    counts: 'unverified-calls',
    only: 'foreign-numbers',
    reason: 'Calls abroad cost most and pay pumpers best; people who verify are not counted.',
  },
  {
    name: 'country-foreign-24h',
    quota: 50,
    windowSeconds: day,
    subject: 'country',
    counts: 'unverified-calls',
    only: 'foreign-numbers',
    reason: 'The same over a day.',
  },
]

/** The brake: the nearer the cap, the fewer calls are made; long-proven Dutch numbers go last. */
export const spendRules: readonly Rule[] = [
  ...brake('tenant', 50, 'One tenant, whoever has its key, spends no more than this.'),
  ...brake('global', 200, 'The whole service spends no more than this, whatever happens.'),
]

function brake(subject: 'tenant' | 'global', euros: number, reason: string): Rule[] {
  const whole = `spend-${subject}-24h`
  const cap = { windowSeconds: day, subject, counts: 'spend' } as const
  const early = { ...cap, sharesWith: whole }
  return [
    { name: whole, quota: euros, ...cap, reason },
    {
      ...{ name: `${whole}-new`, quota: euros * 0.8, ...early, only: 'new-numbers' },
      reason: 'The brake, first step: numbers that were not verified in the last 30 days.',
    },
    {
      ...{ name: `${whole}-foreign`, quota: euros * 0.9, ...early, only: 'foreign-numbers' },
      reason: 'The brake, second step: numbers abroad, proven or not.',
    },
    {
      ...{ name: `${whole}-other`, quota: euros * 0.95, ...early, only: 'with-other-method' },
      reason: 'The brake, third step: users who have another way in that costs nothing.',
    },
  ]
}
