import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../test/support/free-port.ts'
import type { Answer, Question } from './serve-parent.ts'

/** A server in a process of its own. */
export interface Child {
  readonly home: string
  /** CPU time of its process so far. */
  cpuMicros(): Promise<number>
  stop(): Promise<void>
}

export interface Program {
  readonly script: URL
  readonly env: Readonly<Record<string, string>>
  /** Where to leave a CPU profile, if anywhere. */
  readonly profileFolder?: string | undefined
}

const STARTS_WITHIN_MS = 30_000
const ANSWERS_WITHIN_MS = 10_000

/** It has no settings but those it is given, and its log goes nowhere, as fast as a log can. */
export async function startChild({ script, env, profileFolder }: Program): Promise<Child> {
  const port = await freePort()
  const profiling = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : []
  const child = fork(script, {
    env: { ...env, PORT: String(port), NODE_ENV: 'production' },
    execArgv: [...process.execArgv, ...profiling],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const orphan = () => child.kill('SIGKILL')
  process.once('exit', orphan)
  const stop = async () => {
    process.off('exit', orphan)
    await end(child)
  }
  await heard(child, 'ready', STARTS_WITHIN_MS).catch(async (error) => {
    await stop()
    throw error
  })

  return {
    home: `http://127.0.0.1:${port}`,
    async cpuMicros() {
      say(child, 'cpu')
      return heard(child, 'cpu', ANSWERS_WITHIN_MS)
    },
    stop,
  }
}

function say(child: ChildProcess, question: Question) {
  child.send(question)
}

/** Waits for an answer of this kind. */
async function heard(child: ChildProcess, kind: Answer['kind'], withinMs: number) {
  const ended = new AbortController()
  const onExit = () => ended.abort(new Error('The server ended'))
  child.once('exit', onExit)
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(withinMs)])
  try {
    for (;;) {
      const [answer] = (await once(child, 'message', { signal })) as [Answer]
      if (answer.kind === kind) return answer.micros
    }
  } finally {
    child.off('exit', onExit)
  }
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const tooLate = setTimeout(() => child.kill('SIGKILL'), ANSWERS_WITHIN_MS)
  const exited = once(child, 'exit')
  if (child.connected) say(child, 'stop')
  await exited
  clearTimeout(tooLate)
}
