import type { Contestant } from './contestant.ts'
import { load } from './load.ts'

export interface Sample {
  readonly perSecond: number
  /** CPU time of the server's process, in microseconds for each operation. */
  readonly cpuMicros: number
}

export interface Pace {
  readonly rounds: number
  /** How long a round should take. */
  readonly seconds: number
}

/** Until the code is compiled for speed; on a slow machine no longer than that. */
const warmUp = { operations: 8000, seconds: 20 }
const LEAST_OPERATIONS = 500
const MOST_OPERATIONS = 30_000
/** A round ends by time, so there has to be more to do than there was time for in the last one. */
const SPARE = 1.5

/** Rounds in turn, so that what disturbs the machine disturbs all alike. */
export async function alternate<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { rounds, seconds }: Pace,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(contestants) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Sample[]
  >
  const sizes = new Map<Name, number>()
  const measureOne = async (name: Name, operations: number, mostSeconds: number) => {
    const sample = await measure(contestants[name], operations, mostSeconds)
    const next = Math.round(sample.perSecond * seconds * SPARE)
    sizes.set(name, Math.min(Math.max(next, LEAST_OPERATIONS), MOST_OPERATIONS))
    return sample
  }
  for (const name of names) {
    await contestants[name].settle()
    await measureOne(name, warmUp.operations, warmUp.seconds)
    await contestants[name].settle()
  }
  for (let round = 0; round < rounds; round += 1)
    for (const name of names)
      samples[name].push(await measureOne(name, sizes.get(name) ?? LEAST_OPERATIONS, seconds))
  return samples
}

async function measure(
  { pool, prepare, cpuMicros }: Contestant,
  count: number,
  mostSeconds: number,
): Promise<Sample> {
  const requests = await prepare(count)
  const before = await cpuMicros()
  const { operations, seconds } = await load(pool, requests, mostSeconds)
  const spent = (await cpuMicros()) - before
  return { perSecond: operations / seconds, cpuMicros: spent / operations }
}
