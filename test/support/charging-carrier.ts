import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { startOutsideCarrier } from './outside-carrier.ts'

/** What the carrier says when it is asked for a call by its id. */
export type Bill =
  /** As Twilio writes it: a text below zero, and null until it has reckoned. */
  | { readonly price: string | null; readonly unit: string }
  | 'server-error'
  | 'reset'
  /** No answer, until the test lets go. */
  | 'slow'

const serverError = JSON.stringify({ code: 20500, message: 'Internal Server Error', status: 500 })

/** The carrier of the outside, with a price list that the test writes. */
export async function startChargingCarrier() {
  const carrier = await startOutsideCarrier()
  const asked: string[] = []
  const held: ServerResponse[] = []
  let bill: Bill = { price: null, unit: 'USD' }

  const server = createServer(async (request, response) => {
    const call = callAskedFor(request)
    if (call !== null) asked.push(call)
    const charged = call === null ? null : bill
    if (charged === 'slow') return void held.push(response)
    if (charged === 'reset') return void response.socket?.resetAndDestroy()
    if (charged === 'server-error') return void response.writeHead(500).end(serverError)
    const { status, body } = await passOn(carrier.env.TRUNK_BASE_URL, request)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(charged === null ? body : withPrice(body, charged))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo

  return {
    phones: carrier.phones,
    env: { ...carrier.env, TRUNK_BASE_URL: `http://127.0.0.1:${port}` },
    /** The calls that were asked for, one entry for each time. */
    asked,
    charges(next: Bill) {
      bill = next
    },
    /** Ends the answers that never came. */
    letGo() {
      for (const response of held.splice(0)) response.socket?.resetAndDestroy()
    },
  }
}

function callAskedFor({ method, url = '' }: IncomingMessage): string | null {
  return method === 'GET' ? (/\/Calls\/(CA[0-9a-f]{32})\.json$/.exec(url)?.[1] ?? null) : null
}

async function passOn(home: string, request: IncomingMessage) {
  const { method = 'GET', url = '', headers } = request
  const passed = new Headers()
  for (const name of ['authorization', 'content-type']) {
    const value = headers[name]
    if (typeof value === 'string') passed.set(name, value)
  }
  const body = await text(request)
  const response = await fetch(home + url, { method, headers: passed, body: body || null })
  return { status: response.status, body: await response.text() }
}

function withPrice(resource: string, { price, unit }: Exclude<Bill, string>): string {
  return JSON.stringify({ ...JSON.parse(resource), price, price_unit: unit })
}
