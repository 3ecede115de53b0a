import { bars, missedBars, ratioOf } from './bars.ts'
import type { Comparison } from './compare.ts'
import { type Counts, median } from './counts.ts'
import { FEW, type Growth, MANY } from './growth.ts'
import { IN_FLIGHT } from './load.ts'
import { operations } from './operations.ts'
import type { Pace, Sample } from './rounds.ts'

export interface Results {
  readonly pace: Pace
  readonly production: readonly Comparison[]
  readonly embedded: readonly Comparison[]
  readonly growths: readonly Growth[]
}

/** What `results.md` says. */
export function report({ pace, production, embedded, growths }: Results): string {
  const missed = missedBars(production, growths)
  return [
    '# Bench',
    about(pace),
    ...section('PostgreSQL and Redis', production, [speed, counted]),
    ...(growths.length > 0 ? [`## ${open(FEW)} and ${open(MANY)}`, growthTable(growths)] : []),
    ...section('Embedded: SQLite and this process', embedded, [speed]),
    ...(production.length > 0 ? ['## Bars', barsText(missed)] : []),
    '',
  ].join('\n\n')
}

function about({ rounds, seconds }: Pace) {
  return `Medians of ${rounds} rounds of about ${seconds} s in turn with the floor, ${IN_FLIGHT} requests in flight, server, load
and stores on one machine. Only what stands beside each other was measured together: a ratio means
something elsewhere, an absolute figure does not. \`ratio\` is the median of the ratios round by round,
with the least and the most.`
}

type Table = (comparisons: readonly Comparison[]) => string

function section(title: string, comparisons: readonly Comparison[], tables: readonly Table[]) {
  if (comparisons.length === 0) return []
  return [`## ${title}`, ...tables.map((table) => table(comparisons))]
}

function speed(comparisons: readonly Comparison[]) {
  const head = ['operation', 'ours/s', 'floor/s', 'ratio', 'CPU, ours', 'CPU, floor', 'ratio']
  const rows = comparisons.map(({ operation, ours, floor }) => [
    operation.name,
    ...[perSecond(ours), perSecond(floor), ratio(ours, floor)],
    ...[cpu(ours), cpu(floor), (leastCpu(floor) / leastCpu(ours)).toFixed(2)],
  ])
  return `${table(head, rows)}

CPU: microseconds of the server's process for each operation, the least and the median. Its ratio is
that of the least, because noise only adds to them.`
}

const countHeads: Readonly<Record<keyof Counts, string>> = {
  scripts: 'Redis scripts',
  publishes: 'publishes',
  redisTripsWaited: 'Redis trips waited for',
  statements: 'SQL statements',
  sqlTripsWaited: 'SQL trips waited for',
  sqlTrips: 'SQL trips in all',
}

function counted(comparisons: readonly Comparison[]) {
  const columns = Object.keys(countHeads) as (keyof Counts)[]
  const row = (name: string, counts: Counts) => [name, ...columns.map((key) => `${counts[key]}`)]
  const rows = comparisons.flatMap(({ operation: { name }, counts }) =>
    counts ? [row(name, counts.ours), row(`${name}, floor`, counts.floor)] : [],
  )
  return `${table(['operation', ...columns.map((key) => countHeads[key])], rows)}

Of one operation at a time, medians. Scripts and publishes: \`commandstats\` of Redis. Statements:
\`pg_stat_statements\`, where \`begin\` and \`commit\` count as one each. Trips: on the wire, because
statements may travel together; those until the answer was there, and with those after it. The key of
a caller is read once a second and so is not in the median.`
}

function growthTable(growths: readonly Growth[]) {
  const head = ['operation', `/s, ${open(FEW)}`, `/s, ${open(MANY)}`, 'ratio', 'CPU', 'CPU']
  const rows = growths.map(({ operation, few, many }) => [
    operation.name,
    ...[perSecond(few), perSecond(many), ratio(many, few), cpu(few), cpu(many)],
  ])
  return table(head, rows)
}

function barsText(missed: readonly string[]) {
  const trips = operations
    .flatMap(({ name, mostTrips }) => (mostTrips === null ? [] : `${mostTrips} for ${name}`))
    .join(', ')
  const text = `At least ${bars.ofFloor} of the floor in operations a second; waiting for at most ${bars.redisTrips} Redis round
trip each and for at most ${trips} of the database; with ${open(MANY)} at least ${bars.growth} of what is done with ${open(FEW)}.`
  const verdict = missed.length === 0 ? 'All hold.' : `Missed:\n\n- ${missed.join('\n- ')}`
  return `${text}\n\n${verdict}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]) {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = ['---', ...head.slice(1).map(() => '--:')]
  return [head, rule, ...rows].map(line).join('\n')
}

const open = (count: number) => `${count.toLocaleString('en-US')} open`

function perSecond(samples: readonly Sample[]) {
  return Math.round(median(samples.map((sample) => sample.perSecond))).toLocaleString('en-US')
}

function cpu(samples: readonly Sample[]) {
  const middle = median(samples.map(({ cpuMicros }) => cpuMicros))
  return `${Math.round(leastCpu(samples))} / ${Math.round(middle)}`
}

function leastCpu(samples: readonly Sample[]) {
  return Math.min(...samples.map(({ cpuMicros }) => cpuMicros))
}

function ratio(left: readonly Sample[], right: readonly Sample[]) {
  const each = left.map((sample, round) => ratioOf([sample], right.slice(round, round + 1)))
  const [least, most] = [Math.min(...each), Math.max(...each)]
  return `**${ratioOf(left, right).toFixed(2)}** (${least.toFixed(2)} to ${most.toFixed(2)})`
}
