import {
  type Counted,
  defaultLimits,
  guessesPerYear,
  guessOdds,
  maxCallsPerChallenge,
  type Rule,
  resendLadderSeconds,
  wrongCodesPerChallenge,
} from '../src/limits/index.ts'

/** `docs/limits.md`; made by `npm run docs`. */
export function limitsPage(): string {
  return `${[introduction, ...groups.map(toSection), ladder(), guessing(), elsewhere()].join(
    '\n\n',
  )}\n`
}

const introduction = `# Limits

Made from the rules of a new installation by \`npm run docs\`. What is in force where you are:
\`belcode limits show\`, or \`GET /v1/limits\`.

- A rule is "at most so many in any window of so long, for each subject". It is counted exactly: each
  use leaves the window that long after it was taken, and no two windows meet in the middle.
- An act is charged to all rules that it concerns, or to none when one of them is full. The answer names
  that rule and how long to wait, never whom it was held against.
- Numbers, users and addresses are counted as keyed hashes. What calls cost is a sum, in euros.
- A rule in shadow counts what it would let through, says what it would have refused, and refuses
  nobody.
- Without the counters nothing is let through: 503, and no call. Wrong codes and stops lie in the
  database as well, so that a counter that lost its memory gives no new guesses.
- \`trusted\` numbers are taken as verified ones; \`offices\` have so many times what rules on addresses
  allow; an override gives one tenant a quota of its own, for as long as it says. An override of a cap on
  spend moves the whole brake.
- \`belcode limits check\` refuses a document with which the codes of one user could be guessed more often
  than once in 1,000 years of trying, and one without \`stopped\` and \`wrong-keys-24h\`.
- A document is tried on recorded traffic before it is in force: in the console, with
  \`belcode limits replay\`, or with \`POST /v1/limits/replay\`. With \`Prefer: respond-async\` that answers at
  once with an address that tells how far it is. One trial runs at a time, over all instances; what it
  found is known for a day.`

interface Group {
  readonly title: string
  readonly about: string
  readonly counts: readonly Counted[]
}

const groups: readonly Group[] = [
  {
    title: 'Calls',
    about:
      'Unverified: to numbers that nobody verified in the last 30 days. They are given back when the code is typed in, so that people who verify never fill them.',
    counts: ['calls', 'unverified-calls', 'distinct-numbers'],
  },
  {
    title: 'What calls cost',
    about:
      'All steps of the brake count in one sum. A call is reckoned at the price table until its carrier says what it cost.',
    counts: ['spend'],
  },
  {
    title: 'Calls at the same time',
    about: 'A place is taken by a call and given back when it ends, or after the window.',
    counts: ['in-flight'],
  },
  {
    title: 'Codes and keys',
    about: 'Only wrong ones count.',
    counts: ['wrong-codes', 'wrong-pairing-codes', 'wrong-keys', 'stops'],
  },
  {
    title: 'Passwords',
    about: 'Only wrong ones count. A login name is counted whether or not anybody has it.',
    counts: ['wrong-passwords', 'password-resets'],
  },
]

function toSection({ title, about, counts }: Group): string {
  const rows = defaultLimits.rules.filter((rule) => counts.includes(rule.counts)).map(toRow)
  const head = '| rule | at most | in | of one | counts | why |\n|---|---|---|---|---|---|'
  return `## ${title}\n\n${about}\n\n${[head, ...rows].join('\n')}`
}

function toRow(rule: Rule): string {
  const { name, quota, windowSeconds, subject, reason } = rule
  const most = rule.counts === 'spend' ? `EUR ${quota.toFixed(2)}` : `${quota}`
  const cells = [`\`${name}\``, most, toLength(windowSeconds), subject, toCounted(rule), reason]
  return `| ${cells.join(' | ')} |`
}

function toCounted({ counts, only, block }: Rule): string {
  const of = only ? `, ${words(only)}` : ''
  const blocks = block
    ? `; full: blocked for ${toLength(block.firstSeconds)}, twice as long each time up to ${toLength(block.mostSeconds)}`
    : ''
  return `${words(counts)}${of}${blocks}`
}

const words = (name: string) => name.replaceAll('-', ' ')

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** Two days are told in hours by nobody, one is. */
function toLength(seconds: number): string {
  if (seconds === 86_400) return '24 h'
  const [size, unit] = units.find(([one]) => seconds % one === 0) ?? [1, 's']
  return `${seconds / size} ${unit}`
}

function ladder(): string {
  const waits = resendLadderSeconds.slice(1).map(toLength).join(', ')
  return `## Within one login

The same code is brought again after ${waits}; at most ${maxCallsPerChallenge} times in all.
${wrongCodesPerChallenge} wrong codes end it.`
}

const policies = [
  { digits: 6, codesAtOnce: 1, title: '6 digits, by phone or in the app' },
  { digits: 6, codesAtOnce: 3, title: '6 digits of an authenticator: three are right at once' },
  { digits: 8, codesAtOnce: 1, title: '8 digits, by phone or in the app' },
  { digits: 4, codesAtOnce: 1, title: '4 digits, if there were such codes' },
] as const

function guessing(): string {
  const guesses = guessesPerYear(defaultLimits.rules)
  const rows = policies.map(({ title, ...code }) => {
    const odds = guessOdds(guesses, code)
    return `| ${title} | ${(odds * 100).toPrecision(2)} % | 1 in ${Math.round(1 / odds).toLocaleString('en')} |`
  })
  return `## How likely guessing is

Somebody who has a user's password and never stops guessing codes has ${guesses} of them looked at in a
year, over all challenges, factors and addresses: p = 1 − (1 − w/10^d)^${guesses}, with d digits and w codes
that are right at once (RFC 4226). \`test/security/guesses-a-year.test.ts\` counts them with the limiter
itself.

| code | chance in a year | that is |
|---|---|---|
${rows.join('\n')}`
}

function elsewhere(): string {
  const { prices, breaker, alarms } = defaultLimits
  const table = prices.map(
    ({ country, kind, euros }) => `| ${country} | ${words(kind)} | ${euros} |`,
  )
  const percent = (share: number) => `${share * 100} %`
  return `## What a call is reckoned to cost

| country | kind | EUR |
|---|---|---|
${table.join('\n')}

## The breaker and the alarms

When of the last ${breaker.calls} challenges (at least ${breaker.least}) of one ${breaker.scopes.join(', ')}
less than ${percent(breaker.below)} were verified, calls to numbers that were not verified in the last 90 days
are refused there for ${toLength(breaker.forSeconds)}.

There is an alarm when a cap on spend is ${alarms.spendAt.map(percent).join(', ')} full, when the share of
verified challenges is below ${percent(alarms.verifiedShareBelow)} of its mean over seven days, and when more than
${percent(alarms.wrongCodesAbove)} of all codes are wrong.`
}
