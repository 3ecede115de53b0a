import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'

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
  if (findChromium().path === null && canInstall()) installChromium()
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

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** As root where there is apt-get, unless somebody said where chromium is. */
function canInstall(): boolean {
  return process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get') && !process.env.CHROMIUM_PATH
}

/** Whether it worked is for whoever looks for chromium next. */
function installChromium(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...words: string[]) =>
    spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...words], {
      env,
      stdio: 'inherit',
    })
  run('update')
  run('install', '--yes', '--no-install-recommends', 'chromium')
}
