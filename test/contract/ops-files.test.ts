import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { alarmKinds } from '../../src/guard/index.ts'
import { callIs, NUMBER, open } from '../support/call-flow.ts'
import { startTestService } from '../support/test-service.ts'

/**
 * A dashboard that asks for a metric which was renamed shows nothing, and an alert on it never fires:
 * both look like a quiet day. What the files ask for is held against what a service shows.
 */

const folder = new URL('../../docs/ops/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

interface Alert {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook: string }
}

const alerts: Alert[] = parse(read('alerts.yml')).groups.flatMap(
  ({ rules }: { rules: Alert[] }) => rules,
)
const panels: { title: string; targets?: { expr: string }[] }[] = JSON.parse(
  read('dashboard.json'),
).panels
const dashboard = panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ title, expr })),
)

/** What a scrape shows: the names of all series, with the names of their labels. */
async function scrape() {
  const service = await startTestService()
  await service.phones.phone(NUMBER).behave('answers-and-presses-what-is-asked')
  const { id } = await open(service)
  await callIs(service, id, 'completed')
  // The second call within the minute is refused.
  await service.post('/v1/challenges', { to: NUMBER })
  await service.service.tidy()
  return readSeries((await service.get('/metrics')).text)
}

describe('what the files ask for', () => {
  const expressions = [...alerts.map(({ alert, expr }) => ({ title: alert, expr })), ...dashboard]

  it('are metrics that there are, with labels that they have', async () => {
    const shown = await scrape()
    for (const { title, expr } of expressions) {
      const asked = [...expr.matchAll(/\b(belcode_\w+)(?:\{([^}]*)\})?/g)]
      expect(asked.length + Number(expr.startsWith('up{')), title).toBeGreaterThan(0)
      for (const [, name = '', matchers = ''] of asked) {
        const labels = shown.get(name)
        expect(labels, `${title}: ${name} is no metric`).toBeDefined()
        for (const [, label = ''] of matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g))
          expect([...(labels ?? [])], `${title}: ${name} has no ${label}`).toContain(label)
      }
    }
  })

  it('kinds of events and of alarms are ones that there are', () => {
    const kinds = readFileSync(new URL('../../src/audit/record-event.ts', import.meta.url), 'utf8')
    for (const { expr } of expressions) {
      for (const [, kind = ''] of expr.matchAll(/belcode_events_total\{kind="([^"]+)"/g))
        expect(kinds).toContain(`'${kind}'`)
      for (const [, kind] of expr.matchAll(/belcode_alarms_active\{kind="([^"]+)"/g))
        expect(alarmKinds).toContain(kind)
    }
  })
})

describe('the runbook', () => {
  it('has a page for every alert, and no other', () => {
    const named = alerts.map(({ annotations }) => annotations.runbook.replace('runbook/', ''))
    expect([...named].sort()).toEqual(readdirSync(new URL('runbook', folder)).sort())
  })

  it('has an alert for every kind of alarm', () => {
    const asked = alerts.flatMap(({ expr }) =>
      [...expr.matchAll(/belcode_alarms_active\{kind="([^"]+)"/g)].map(([, kind]) => kind),
    )
    expect(asked.sort()).toEqual([...alarmKinds].sort())
  })

  it.each(alerts)(
    '$alert says what it means, where to look, what to do and when it is over',
    ({ annotations, labels }) => {
      const page = read(annotations.runbook)
      for (const part of ['**Means.**', '**Look.**', '**Do.**', '**Over when**'])
        expect(page).toContain(part)
      expect(['page', 'ticket']).toContain(labels.severity)
      for (const [, link = ''] of page.matchAll(/\]\(([a-z-]+\.md)\)/g))
        expect(readdirSync(new URL('runbook', folder))).toContain(link)
    },
  )
})

/** Names with `_bucket`, `_sum` and `_count`, as they are asked for; a series without any value counts. */
function readSeries(text: string) {
  const series = new Map<string, Set<string>>()
  for (const line of text.split('\n')) {
    const [, declared] = /^# TYPE (\S+)/.exec(line) ?? []
    if (declared) series.set(declared, series.get(declared) ?? new Set())
    const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? []
    if (!name || line.startsWith('#')) continue
    const known = series.get(name) ?? new Set()
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
    series.set(name, known)
  }
  return series
}
