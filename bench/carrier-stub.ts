import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Closing } from './closing.ts'

/** A carrier that takes every call at once and never does anything with it. */
export async function startCarrierStub(closing: Closing): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    const sid = `CA${randomBytes(16).toString('hex')}`
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ sid, status: 'queued' }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.add(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
