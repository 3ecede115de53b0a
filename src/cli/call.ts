import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from '../config.ts'
import { type Command, UsageError } from './command.ts'
import { print } from './with-store.ts'

const ended = ['completed', 'busy', 'no-answer', 'failed', 'cancelled', 'gate-failed', 'reported']

/** A test call through the running service: what its users would get. */
export const callCommand: Command = {
  usage: ['call <number>     a test call; BELCODE_API_KEY holds the key'],
  async run([number, ...rest], env) {
    const key = env.BELCODE_API_KEY
    if (!number || rest.length > 0) throw new UsageError()
    if (!key) throw new UsageError('BELCODE_API_KEY is not set')
    const home = readConfig(env).publicUrl.href.replace(/\/$/, '')
    const opened = await ask(`${home}/v1/challenges`, key, { to: number })
    if (!opened.id) return fail(opened)
    return follow(`${home}/v1/challenges/${opened.id}`, key)
  },
}

interface Answer {
  readonly id?: string
  readonly title?: string
  readonly code?: string
  readonly reason?: string
  readonly limit?: string
  readonly call?: { readonly status: string }
}

async function ask(url: string, key: string, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  })
  return (await response.json()) as Answer
}

function fail({ title, code, reason, limit }: Answer) {
  print([title, code, reason, limit].filter(Boolean).join(' · '))
  return 1
}

/** Prints each new state until the call is over. */
async function follow(url: string, key: string): Promise<number> {
  let last = ''
  for (;;) {
    const { call } = await ask(url, key)
    const status = call?.status ?? 'failed'
    if (status !== last) print(status)
    last = status
    if (ended.includes(status)) return status === 'completed' ? 0 : 1
    await wait(500)
  }
}
