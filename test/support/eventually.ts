import { setTimeout as wait } from 'node:timers/promises'

/** Looks until the reading is what we wait for; the last reading is in the error. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  isIt: (reading: T) => boolean,
  deadlineMs = 10_000,
): Promise<T> {
  const until = Date.now() + deadlineMs
  for (;;) {
    const reading = await read()
    if (isIt(reading)) return reading
    if (Date.now() > until) throw new Error(`Still ${JSON.stringify(reading)}`)
    await wait(5)
  }
}
