import { Counter, Histogram, type Registry } from 'prom-client'
import type { Call } from '../calls/index.ts'

const MICROS = 1_000_000

/** How calls go, told of each move that one of them makes. */
export function createCallMeter(registry: Registry, now: () => number) {
  const calls = new Counter({
    name: 'belcode_calls_total',
    help: 'Calls that reached a status.',
    labelNames: ['carrier', 'status'],
    registers: [registry],
  })
  const waited = new Histogram({
    name: 'belcode_call_wait_seconds',
    help: 'From asking for a call until its carrier was asked for it.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20],
    registers: [registry],
  })
  const rang = new Histogram({
    name: 'belcode_call_answer_seconds',
    help: 'From placing a call until it was answered.',
    labelNames: ['carrier'],
    buckets: [2.5, 5, 7.5, 10, 12.5, 15, 20, 25],
    registers: [registry],
  })
  const spent = new Counter({
    name: 'belcode_spend_euros_total',
    help: 'Price of the calls that were placed, by the price table.',
    labelNames: ['carrier'],
    registers: [registry],
  })

  return (call: Call) => {
    const carrier = call.carrier ?? 'none'
    calls.inc({ carrier, status: call.status })
    if (call.status === 'dialling') {
      waited.observe(secondsBetween(call.createdAt, call.placedAt ?? now()))
      spent.inc({ carrier }, (call.priceMicros ?? 0) / MICROS)
    }
    if (call.status === 'answered' && call.placedAt !== null)
      rang.observe({ carrier }, secondsBetween(call.placedAt, now()))
  }
}

const secondsBetween = (from: number, until: number) => Math.max(0, until - from) / 1000
