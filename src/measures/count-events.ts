import { Counter, type Registry } from 'prom-client'
import type { SealedEvent } from '../audit/index.ts'

/**
 * Counts what happened, from the audit log: an event is counted when it gets its place in the chain,
 * by the one instance that gives it, so the sum over all instances counts each once. Labels are kinds
 * of events and names of rules, never an id.
 */
export function createEventCounter(registry: Registry) {
  const events = new Counter({
    name: 'belcode_events_total',
    help: 'Events of the audit log, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'belcode_refusals_total',
    help: 'Calls, codes and messages that a limit refused, by its name.',
    labelNames: ['limit'],
    registers: [registry],
  })

  const alarms = new Counter({
    name: 'belcode_alarms_total',
    help: 'Alarms that were raised, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  })

  return (sealed: readonly SealedEvent[]) => {
    for (const { kind, detail } of sealed) {
      events.inc({ kind })
      if (kind === 'challenge.refused') refusals.inc({ limit: wordIn(detail, 'limit') })
      if (kind === 'alarm.raised') alarms.inc({ kind: wordIn(detail, 'kind') })
    }
  }
}

function wordIn(detail: string, name: string) {
  const word = (JSON.parse(detail) as Record<string, unknown>)[name]
  return typeof word === 'string' ? word : 'unknown'
}
