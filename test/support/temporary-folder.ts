import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2 ** 30

let root: string | null = null

/** A new folder for one test: in memory where the machine has room, so that no test waits for a disk. */
export function temporaryFolder(): string {
  root ??= hasRoom(MEMORY) ? MEMORY : tmpdir()
  return mkdtempSync(join(root, 'belcode-'))
}

function hasRoom(folder: string) {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > ENOUGH_BYTES
  } catch {
    return false
  }
}
