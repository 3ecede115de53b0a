import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { missedBars } from './bars.ts'
import { startCarrierStub } from './carrier-stub.ts'
import { type Closing, createClosing } from './closing.ts'
import { type Bench, compare } from './compare.ts'
import { compareGrowth } from './growth.ts'
import { type Operation, operations } from './operations.ts'
import { type Results, report } from './report.ts'
import { type Servers, startServers } from './servers.ts'

/**
 * `--only start,verify`: these operations, and `growth`. `--stores production`: without the embedded
 * ones. `--check`: fails when a bar is missed. `--profile folder`: a CPU profile of each server.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    stores: { type: 'string', default: 'production,embedded' },
    check: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})

const named = (list: string) => list.split(',').filter(Boolean)
const only = named(options.only)
const isAsked = (name: string) => only.length === 0 || only.some((word) => name.startsWith(word))
const asked = operations.filter(({ name }) => isAsked(name))

const closing = createClosing()
const stopEarly = () => void closing.all().finally(() => process.exit(130))
process.once('SIGINT', stopEarly).once('SIGTERM', stopEarly)
try {
  const results = await run(closing)
  const text = report(results)
  console.log(text)
  // A part of the bench says nothing of the rest: only a whole run is kept.
  if (only.length === 0) writeFileSync('bench/results.md', text)
  const missed = missedBars(results.production, results.growths)
  if (options.check && missed.length > 0) process.exitCode = 1
} finally {
  await closing.all()
}

async function run(closing: Closing): Promise<Results> {
  const pace = { rounds: Number(options.rounds), seconds: Number(options.seconds) }
  const bench = {
    ...pace,
    carrierUrl: await startCarrierStub(closing),
    profileFolder: options.profile,
  }
  const stores = named(options.stores)
  const servers = stores.includes('production') ? await startServers(closing) : null
  return {
    pace,
    production: servers ? await compareAll(bench, servers) : [],
    growths: servers && isAsked('growth') ? await growAll(bench, servers) : [],
    embedded: stores.includes('embedded') ? await compareAll(bench, null) : [],
  }
}

async function compareAll(bench: Bench, servers: Servers | null) {
  return inTurn(asked, (operation) => compare(operation, bench, servers))
}

function growAll(bench: Bench, servers: Servers) {
  const growing = operations.filter(({ name }) => ['start', 'verify'].includes(name))
  return inTurn(growing, (operation) => compareGrowth(operation, bench, servers))
}

async function inTurn<T>(each: readonly Operation[], act: (operation: Operation) => Promise<T>) {
  const results: T[] = []
  for (const operation of each) {
    console.error(`${new Date().toISOString()} ${operation.name}`)
    results.push(await act(operation))
  }
  return results
}
