import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseMasterKeys } from './config.ts'
import type { MasterKey } from './platform/keyring.ts'

/**
 * Reads a secret that was made on this machine, or makes it: what the owner of a demo need not
 * invent. The file is its owner's alone, and two processes that start at once agree on one.
 */
export function localSecret(folder: string, name: string, make: () => string): string {
  const file = join(folder, name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}

/** The sealing key of a service that listens on loopback and was given none. */
export function localKeys(folder: string): MasterKey[] {
  const made = () => `local:${randomBytes(32).toString('base64')}`
  return parseMasterKeys(localSecret(folder, 'secret-keys', made))
}
