import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { requireRedis } from './requirements.ts'

export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Dies at once and stays away; what it did not write to disk is gone. */
  kill(): Promise<void>
  /** Starts after `kill` on the same port: empty, unless it was given a file to append to. */
  startAgain(): Promise<void>
  /** Freezes it: connections stay open and nobody answers. */
  pause(): void
  resume(): void
  /** Ends the server and removes its folder. */
  stop(): Promise<void>
}

interface RedisOptions {
  readonly args?: readonly string[]
  readonly port?: number
}

/** A real Redis of its own: a temporary folder, a free port on loopback, nothing kept on disk. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const { path: program, missing } = requireRedis()
  if (program === null) throw new Error(missing)
  const folder = mkdtempSync(join(tmpdir(), 'belcode-redis-'))
  const port = options.port ?? (await freePort())
  const words = [...settings(folder, port), ...(options.args ?? [])]

  let server = await begin(program, words)
  const orphan = () => server.kill('SIGKILL')
  process.once('exit', orphan)

  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill: () => end(server),
    async startAgain() {
      server = await begin(program, words)
    },
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async stop() {
      process.off('exit', orphan)
      await end(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function settings(folder: string, port: number): string[] {
  return [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    ...['--save', '', '--appendonly', 'no', '--databases', '1000'],
  ]
}

async function begin(program: string, words: readonly string[]): Promise<ChildProcess> {
  const server = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  server.stdout.on('data', (chunk) => {
    said += chunk
  })
  await eventually(() => {
    if (server.exitCode !== null) throw new Error(`Redis ended: ${said}`)
    return said.includes('Ready to accept connections')
  }, Boolean)
  return server
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.kill('SIGKILL')
  await once(server, 'exit')
}
