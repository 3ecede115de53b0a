import { spawnSync } from 'node:child_process'
import { accessSync, constants, readdirSync } from 'node:fs'

export type Requirement =
  | { readonly path: string; readonly missing: null }
  | { readonly path: null; readonly missing: string }

type Env = Readonly<Record<string, string | undefined>>

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Global setup of the tests that start the service: what they need of the machine beyond Node.
 * Here, because it runs once: two test files that install at the same time lock each other out.
 */
export function setup(): void {
  if (findPostgres().path === null && canInstallPostgres()) install('postgresql')
  if (findRedis().path === null && canInstallRedis()) install('redis-server')
  if (findChromium().path === null && canInstall()) install('chromium')
  const { missing } = requireChromium()
  if (missing !== null) process.stderr.write(`\n${missing}\n\n`)
}

/**
 * Chromium, or why the tests in `test/browser` have to be skipped. With `CI=true` there is no
 * skipping: a test that nobody ran must not look like one that passed.
 */
export function requireChromium(env: Env = process.env): Requirement {
  const chromium = findChromium(env)
  if (chromium.path === null && env.CI === 'true') throw new Error(chromium.missing)
  return chromium
}

function findChromium(env: Env = process.env): Requirement {
  const candidates = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : usualPaths
  const path = candidates.find(isExecutable)
  if (path !== undefined) return { path, missing: null }
  const missing = `The browser tests need chromium; it is not at ${candidates.join(', ')}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.`
  return { path: null, missing }
}

/** The folder of PostgreSQL's programs, or why the tests on it have to be skipped. */
export function requirePostgres(env: Env = process.env): Requirement {
  const postgres = findPostgres(env)
  if (postgres.path === null && env.CI === 'true') throw new Error(postgres.missing)
  return postgres
}

function findPostgres(env: Env = process.env): Requirement {
  const candidates = env.PG_BIN ? [env.PG_BIN] : debianPostgres()
  const path = candidates.find((folder) => isExecutable(`${folder}/initdb`))
  if (path !== undefined) return { path, missing: null }
  const missing =
    'The tests on PostgreSQL need its programs. Install it (Debian: apt-get install postgresql) or set PG_BIN to the folder that holds initdb and postgres.'
  return { path: null, missing }
}

/** Debian keeps a folder for each version; the newest first. */
function debianPostgres(): string[] {
  const versions = '/usr/lib/postgresql'
  if (!isExecutable(versions)) return []
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `${versions}/${version}/bin`)
}

function canInstallPostgres(): boolean {
  return canUseApt() && !process.env.PG_BIN
}

/** Redis, or why the tests on it have to be skipped. */
export function requireRedis(env: Env = process.env): Requirement {
  const redis = findRedis(env)
  if (redis.path === null && env.CI === 'true') throw new Error(redis.missing)
  return redis
}

function findRedis(env: Env = process.env): Requirement {
  const candidate = env.REDIS_SERVER_PATH ?? '/usr/bin/redis-server'
  if (isExecutable(candidate)) return { path: candidate, missing: null }
  const missing = `The tests on Redis need redis-server; it is not at ${candidate}. Install it (Debian: apt-get install redis-server) or set REDIS_SERVER_PATH.`
  return { path: null, missing }
}

function canInstallRedis(): boolean {
  return canUseApt() && !process.env.REDIS_SERVER_PATH
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Unless somebody said where chromium is. */
function canInstall(): boolean {
  return canUseApt() && !process.env.CHROMIUM_PATH
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get')
}

/** Whether it worked is for whoever looks for the program next. */
function install(debianPackage: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...words: string[]) =>
    spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...words], {
      env,
      stdio: 'inherit',
    })
  run('update')
  run('install', '--yes', '--no-install-recommends', debianPackage)
}
