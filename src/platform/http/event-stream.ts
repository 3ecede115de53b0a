import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'

const HEARTBEAT_MS = 15_000
/** A reader that is this far behind has gone; it comes back and gets the present state. */
const BUFFER_BYTES_MOST = 256 * 1024

export interface EventStream {
  send(event: string, data: unknown): void
  end(): void
}

/**
 * Answers with `text/event-stream` and keeps it open. Every event holds the whole state, so a reader
 * that reconnects resumes by receiving it again. `closed` runs once, however the stream ends.
 */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  clock: Clock,
  closed: () => void,
): EventStream {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'close',
  })
  const stopHeartbeat = clock.every(HEARTBEAT_MS, () => raw.write(': still here\n\n'))
  const openStreams = request.server.getDecorator<Set<() => void>>('openStreams')
  const end = () => raw.end()
  let count = 0

  openStreams.add(end)
  raw.on('close', () => {
    // A reader that went away leaves its half of the connection open, and the server waiting for it.
    request.raw.socket.destroy()
    openStreams.delete(end)
    stopHeartbeat()
    closed()
  })
  return {
    send(event, data) {
      if (raw.writableLength > BUFFER_BYTES_MOST) return void raw.destroy()
      count += 1
      raw.write(`id: ${count}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    end,
  }
}

/** A server that closes ends its streams: they would keep it open for ever. */
export function endStreamsOnClose(app: FastifyInstance) {
  const openStreams = new Set<() => void>()
  app.decorate('openStreams', openStreams)
  app.addHook('preClose', async () => {
    for (const end of openStreams) end()
  })
}
