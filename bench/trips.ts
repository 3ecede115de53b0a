import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Closing } from './closing.ts'

/** A way to a server on which round trips are counted. */
export interface TripCounter {
  readonly url: string
  trips(): number
}

/** Longer than a client needs to say all that it can say without an answer. */
const LISTEN_MS = 3

/**
 * A server's statistics tell how many statements came, and not how many of them came together. Here
 * what a client says is held back for a moment and goes on as one: that is one round trip, whatever
 * the speed of the machine. One that nobody waited for begins when its asker has been answered.
 */
export async function countTrips(target: string, closing: Closing): Promise<TripCounter> {
  const { hostname, port } = new URL(target)
  let trips = 0

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    inFlights(client, (flight) => {
      trips += 1
      upstream.write(flight)
    })
    upstream.pipe(client)
    client.on('close', () => upstream.destroy()).on('error', () => {})
    upstream.on('close', () => client.destroy()).on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.add(() => void server.close())

  const url = new URL(target)
  url.port = String((server.address() as AddressInfo).port)
  return { url: url.href, trips: () => trips }
}

function inFlights(client: Socket, send: (flight: Buffer) => void) {
  let held: Buffer[] = []
  client.on('data', (chunk: Buffer) => {
    if (held.length === 0)
      setTimeout(() => {
        send(Buffer.concat(held))
        held = []
      }, LISTEN_MS)
    held.push(chunk)
  })
}
