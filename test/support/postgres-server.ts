import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { requirePostgres } from './requirements.ts'

export interface PostgresServer {
  /** Of its superuser. */
  readonly adminUrl: string
  /** A new, empty database; answers with its URL. */
  createDatabase(): Promise<string>
  /** Freezes the server and all its processes: connections stay open and nobody answers. */
  pause(): void
  resume(): void
  /** As an operator does it: what is going on is cut off, what is committed stays. */
  shutDown(): Promise<void>
  startAgain(): Promise<void>
  /** Ends the server and removes its folder. */
  stop(): Promise<void>
}

/** A real PostgreSQL of its own: a temporary folder, a free port on loopback, a random password. */
export async function startPostgres(folder = onDisk()): Promise<PostgresServer> {
  const { path: bin, missing } = requirePostgres()
  if (bin === null) throw new Error(missing)
  const owner = unprivileged()
  const data = join(folder, 'data')
  const password = randomBytes(12).toString('hex')
  initialise({ bin, folder, data, password, owner })

  const port = await freePort()
  const adminUrl = `postgres://admin:${password}@127.0.0.1:${port}/postgres`
  const begin = async () => {
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings(folder, port)], {
      ...owner,
      stdio: 'ignore',
    })
    await eventually(() => isUp(server, adminUrl), Boolean, 30_000)
    return server
  }
  let server = await begin()
  const orphan = () => server.kill('SIGQUIT')
  process.once('exit', orphan)

  return {
    adminUrl,
    createDatabase: () => createDatabase(adminUrl),
    pause: () => signalAll(server, 'SIGSTOP'),
    resume: () => signalAll(server, 'SIGCONT'),
    shutDown: () => end(server),
    async startAgain() {
      server = await begin()
    },
    async stop() {
      process.off('exit', orphan)
      await end(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const onDisk = () => mkdtempSync(join(tmpdir(), 'belcode-postgres-'))

interface Owner {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): Owner {
  if (process.getuid?.() !== 0) return {}
  const idOf = (option: string) => Number(spawnSync('id', [option, 'postgres']).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

interface Plan {
  readonly bin: string
  readonly folder: string
  readonly data: string
  readonly password: string
  readonly owner: Owner
}

function initialise({ bin, folder, data, password, owner }: Plan) {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of [folder, passwordFile])
    if (owner.uid !== undefined) chownSync(path, owner.uid, owner.gid ?? owner.uid)
  const words = ['--username=admin', '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale']
  const { status, stderr } = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, `--pwfile=${passwordFile}`, ...words, '--no-sync'],
    { ...owner, cwd: folder, encoding: 'utf8' },
  )
  rmSync(passwordFile)
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
}

function settings(folder: string, port: number) {
  return [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'max_connections=300',
    'fsync=on',
    'max_wal_size=256MB',
  ].flatMap((setting) => ['-c', setting])
}

async function isUp(server: ChildProcess, url: string) {
  if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`)
  return asAdmin(url, 'select 1').then(
    () => true,
    () => false,
  )
}

export async function createDatabase(adminUrl: string) {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(adminUrl, `create database ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

export async function dropDatabase(adminUrl: string, databaseUrl: string) {
  const name = new URL(databaseUrl).pathname.slice(1)
  await asAdmin(adminUrl, `drop database if exists ${name} with (force)`)
}

/** Says one thing to a server as its superuser. */
export async function asAdmin(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** The first process of the server, then those it started: paused, it starts no more. */
function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals) {
  if (pid === undefined) return
  signalIfThere(pid, signal)
  const children = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout
  for (const child of children.split('\n').filter(Boolean)) signalIfThere(Number(child), signal)
}

/** A process that ended since we looked needs no signal. */
function signalIfThere(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** The fast shutdown of PostgreSQL: it does not wait for clients. */
async function end(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return
  signalAll(server, 'SIGCONT')
  server.kill('SIGINT')
  await once(server, 'exit')
}
