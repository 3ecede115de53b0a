import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { parseLimitSet, type ReadLimits } from '../limits/index.ts'
import { UsageError } from './command.ts'

/** As large as what the API takes. */
const MOST_BYTES = 512 * 1024

/** YAML or JSON; `-` is standard input. */
export async function readLimitFile(name: string): Promise<ReadLimits> {
  if (name === '') throw new UsageError('Which file?')
  const written = name === '-' ? await text(process.stdin) : readFileSync(name, 'utf8')
  if (Buffer.byteLength(written) > MOST_BYTES) throw new Error('The file is too large')
  return parseLimitSet(written)
}
