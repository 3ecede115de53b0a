import { extname } from 'node:path'
import { sql } from 'kysely'
import { Pool } from 'undici'
import { type Child, startChild } from './child.ts'
import type { Closing } from './closing.ts'
import { IN_FLIGHT, type LoadRequest } from './load.ts'
import type { Operation } from './operations.ts'
import type { World } from './world.ts'

/** Ours or the floor: a server that answers, on stores of its own. */
export interface Contestant {
  readonly pool: Pool
  readonly cpuMicros: Child['cpuMicros']
  prepare(count: number): Promise<LoadRequest[]>
  /** Lets the database look at its tables, which it does by itself every minute. */
  settle(): Promise<void>
}

export type Side = 'ours' | 'floor'

interface Entry {
  readonly side: Side
  readonly operation: Operation
  readonly world: World
  /** Other settings than those of the world, such as a way around to its stores. */
  readonly env?: Readonly<Record<string, string>>
  readonly profileFolder?: string | undefined
}

export async function enter(entry: Entry, closing: Closing): Promise<Contestant> {
  const { side, operation, world, env = {}, profileFolder } = entry
  const program = side === 'ours' ? `subjects/${operation.subject}` : `floors/${operation.floor}`
  const script = new URL(`${program}${extname(import.meta.url)}`, import.meta.url)
  const child = await startChild({ script, env: { ...world.env, ...env }, profileFolder })
  closing.add(child.stop)
  const pool = new Pool(child.home, { connections: IN_FLIGHT, pipelining: 1 })
  closing.add(() => pool.destroy())
  return {
    pool,
    cpuMicros: child.cpuMicros,
    prepare: (count) => operation.prepare(world, count),
    async settle() {
      await sql`analyze`.execute(world.store)
    },
  }
}
