import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Trouble } from './test-numbers.ts'

type OddAnswer = NonNullable<Trouble['answer']>

const longestWaitMs = 120_000
const dripMs = 250
const json = { 'content-type': 'application/json' }

const answers: Readonly<Record<OddAnswer, (raw: ServerResponse) => void>> = {
  none: () => {},
  reset: (raw) => raw.destroy(),
  broken: (raw) => raw.writeHead(201, json).end('{"sid": "CA'),
  'empty-list': (raw) => raw.writeHead(201, json).end('[]'),
  'server-error': (raw) => raw.writeHead(500, json).end('{"code":20500,"status":500}'),
  html: (raw) => {
    raw.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>')
  },
  dripping: drip,
}

/** Answers that no client should trust; those without an end are ended here, and by `close`. */
export class OddAnswers {
  readonly #open = new Set<ServerResponse>()

  give(reply: FastifyReply, answer: OddAnswer): void {
    reply.hijack()
    const { raw } = reply
    const timer = setTimeout(() => raw.destroy(), longestWaitMs)
    this.#open.add(raw)
    raw.once('close', () => {
      clearTimeout(timer)
      this.#open.delete(raw)
    })
    answers[answer](raw)
  }

  close(): void {
    for (const raw of this.#open) raw.destroy()
  }
}

/** A byte now and then: an inactivity time-out never fires, only a deadline ends the wait. */
function drip(raw: ServerResponse): void {
  raw.writeHead(201, json)
  const timer = setInterval(() => raw.write(' '), dripMs)
  raw.once('close', () => clearInterval(timer))
}
