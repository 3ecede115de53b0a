import { eventually } from '../test/support/eventually.ts'

/** A connection to Redis is there some milliseconds after it was asked for. */
export async function untilAnswered(ping: () => Promise<unknown>) {
  const isAnswered = () =>
    ping().then(
      () => true,
      () => false,
    )
  await eventually(isAnswered, Boolean, 5000)
}
