import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TripCounter {
  /** The same server, through the counter. */
  readonly url: string
  /** How often somebody waited for the server while `act` ran, on all connections together. */
  tripsOf(act: () => Promise<unknown>): Promise<number>
  close(): Promise<void>
}

/**
 * Stands between a client and a server and counts round trips: whatever the client sends after the
 * server last spoke begins a new one, however many statements it holds.
 */
export async function countTrips(serverUrl: string): Promise<TripCounter> {
  const { hostname, port } = new URL(serverUrl)
  let trips = 0
  const sockets = new Set<Socket>()
  const proxy = createServer({ noDelay: true }, (client) => {
    const server = connect({ host: hostname, port: Number(port), noDelay: true })
    let serverSpokeLast = true
    client.on('data', () => {
      if (serverSpokeLast) trips += 1
      serverSpokeLast = false
    })
    server.on('data', () => {
      serverSpokeLast = true
    })
    for (const [from, to] of [[client, server] as const, [server, client] as const]) {
      sockets.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')

  const url = new URL(serverUrl)
  url.port = String((proxy.address() as AddressInfo).port)
  return {
    url: url.href,
    async tripsOf(act) {
      const before = trips
      await act()
      return trips - before
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
