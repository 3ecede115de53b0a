import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Phone } from './phone.ts'
import type { Phones } from './phones.ts'

const heartbeatMs = 15_000
/** Changes so close together are one event: nobody sees or hears them apart. */
const gatherMs = 20
const mostReaders = 50
const mostShown = 50
const bufferBytesMost = 512 * 1024

export type DescribePhone = (phone: Phone) => object

interface Reader {
  readonly raw: ServerResponse
  readonly describe: DescribePhone
  readonly pending: Set<Phone>
  timer: NodeJS.Timeout | null
}

/** The state of every phone as server-sent events: all of them at once, then each that changes. */
export class PhoneEvents {
  readonly #phones: Phones
  readonly #readers = new Set<Reader>()

  constructor(phones: Phones) {
    this.#phones = phones
    phones.subscribe((phone) => this.#note(phone))
  }

  open(reply: FastifyReply, describe: DescribePhone): FastifyReply | undefined {
    if (this.#readers.size >= mostReaders) return reply.code(503).send({ code: 'too-many-readers' })
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const reader: Reader = { raw, describe, pending: new Set(), timer: null }
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs)
    this.#readers.add(reader)
    raw.once('close', () => {
      clearInterval(heartbeat)
      if (reader.timer) clearTimeout(reader.timer)
      this.#readers.delete(reader)
    })
    for (const phone of [...this.#phones.list(mostShown)].reverse()) reader.pending.add(phone)
    flush(reader)
    return undefined
  }

  close(): void {
    for (const { raw } of this.#readers) raw.end()
  }

  #note(phone: Phone): void {
    for (const reader of this.#readers) {
      reader.pending.add(phone)
      reader.timer ??= setTimeout(flush, gatherMs, reader)
    }
  }
}

/** Every event holds the whole state of a phone, so a reader that comes back has missed nothing. */
function flush(reader: Reader): void {
  const { raw, pending, describe } = reader
  reader.timer = null
  if (raw.writableLength > bufferBytesMost) {
    raw.destroy()
    return
  }
  raw.write('event: present\ndata: {}\n\n')
  for (const phone of [...pending].slice(-mostShown)) {
    raw.write(`event: phone\ndata: ${JSON.stringify(describe(phone))}\n\n`)
  }
  pending.clear()
}
