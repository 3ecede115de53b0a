import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

type Argument = string | number

/** What running a script asks of a connection; a cluster finds the node by the first key. */
export interface ScriptHost {
  evalsha(sha: string, keyCount: number, ...rest: Argument[]): Promise<unknown>
  eval(source: string, keyCount: number, ...rest: Argument[]): Promise<unknown>
}

/** Runs a `.lua` file by its hash, and sends the text only to a server that lacks it. */
export function loadScript<Reply>(file: URL) {
  const source = readFileSync(file, 'utf8')
  const sha = createHash('sha1').update(source).digest('hex')

  return async (redis: ScriptHost, keys: readonly string[], args: readonly Argument[]) => {
    try {
      return (await redis.evalsha(sha, keys.length, ...keys, ...args)) as Reply
    } catch (error) {
      if (!isUnknownScript(error)) throw error
      return (await redis.eval(source, keys.length, ...keys, ...args)) as Reply
    }
  }
}

function isUnknownScript(error: unknown) {
  return error instanceof Error && error.message.startsWith('NOSCRIPT')
}
