import { expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { seedTraffic } from '../support/ops-traffic.ts'
import { addKnownOperator, OPS_COOKIE } from '../support/ops-world.ts'
import { startTestService } from '../support/test-service.ts'

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
const taken = ['completed', 'gate-failed']

it('200: the figures of a day are those of its calls, in steps, by carrier and by country', async () => {
  const service = await startTestService()
  const { rows } = await seedTraffic(service, { calls: 120, hours: 20 })
  const { visitor } = await addKnownOperator(service)
  const { html } = await visitor.get('/ops/figures?period=day')
  const { at, series } = JSON.parse(html)

  const expected = {
    calls: rows.length,
    answered: rows.filter(({ status }) => taken.includes(status)).length,
    verified: rows.filter(({ isVerified }) => isVerified).length,
    refused: 12,
    cost: sum(rows.map(({ isHome }) => (isHome ? 0.0385 : 0.092))),
  }
  for (const [name, value] of Object.entries(expected)) {
    // The last point says where the last step ends.
    const { values } = series[name]
    expect([name, values.length]).toEqual([name, at.length])
    expect(sum(values.slice(0, -1)), name).toBeCloseTo(value, 5)
  }
  for (const [index, moment] of at.slice(0, -1).entries()) {
    const inStep = rows.filter((row) => row.at >= moment * 1000 && row.at < at[index + 1] * 1000)
    expect(series.calls.values[index]).toBe(inStep.length)
  }

  const { text } = await visitor.get('/ops?period=day')
  const abroad = rows.filter(({ isHome }) => !isHome).length
  const backup = rows.filter(({ isFirst }) => !isFirst).length
  expect(text).toMatch(new RegExp(`België ${abroad} \\d`))
  expect(text).toMatch(new RegExp(`backup ${backup} \\d`))
})

it('200: calls are narrowed to what is asked for, page by page', async () => {
  const service = await startTestService()
  const { rows } = await seedTraffic(service, { calls: 120, hours: 20 })
  const { visitor } = await addKnownOperator(service)
  const count = async (query: string) =>
    (await visitor.get(`/ops/calls?${query}`)).html.match(/href="\/ops\/calls\/ca_/g)?.length ?? 0

  const failed = rows.filter(({ status }) => status === 'failed').length
  expect(failed).toBeGreaterThan(0)
  expect(await count('state=failed')).toBe(failed)
  expect(await count('country=BE')).toBe(rows.filter(({ isHome }) => !isHome).length)
  expect(await count('carrier=backup&state=failed')).toBe(
    rows.filter(({ isFirst, status }) => !isFirst && status === 'failed').length,
  )
  expect(await count('tenant=nobody')).toBe(0)
  expect(await count('state=live')).toBe(0)

  let next = '/ops/calls'
  let all = 0
  for (let page = 0; next !== '' && page < 5; page++) {
    const { html } = await visitor.get(next)
    all += html.match(/href="\/ops\/calls\/ca_/g)?.length ?? 0
    next = /href="(\/ops\/calls\?[^"]*before[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }
  expect(all).toBe(rows.length)
})

it('200: a call is told from its beginning to its end, with masked numbers alone', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  const opened = await service.post('/v1/challenges', { to: NUMBER })
  const phone = service.phones.phone(NUMBER)
  await phone.waitForRing()
  await phone.answer()
  await phone.waitForQuestion()
  await service.service.tidy()
  const { text, html } = await visitor.get(`/ops/calls/${opened.body.call.id}`)
  for (const words of [
    '+31 6 •••• ••78',
    'Verificatie gevraagd',
    'Gesprek: opgenomen',
    'number-10m',
  ])
    expect(text).toContain(words)
  expect(html).not.toContain('12345678')

  const health = await visitor.get('/ops/carriers')
  expect(health.text).toMatch(/simulated 1 100% 0% \d+([.,]\d)? s geen/)
  for (const path of ['/ops/limits', '/ops/alarms', '/ops/refusals', '/ops/limits/refused'])
    expect([path, (await visitor.get(path)).status]).toEqual([path, 200])
})

it('404: what is not there; 400: what cannot be', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  const missing = ['/ops/refusals/K7-42-MP', '/ops/limits/versions/9', '/ops/assets/none.js']
  for (const path of [`/ops/calls/ca_${'0'.repeat(40)}`, ...missing])
    expect([path, (await visitor.get(path)).status]).toEqual([path, 404])
  for (const path of ['/ops?period=century', '/ops/calls/x', '/ops/calls?before=x'])
    expect([path, (await visitor.get(path)).status]).toEqual([path, 400])
})

it('events: a page hears that something happened, and never what', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  const abort = new AbortController()
  const cookie = `${OPS_COOKIE}=${visitor.cookies.get(OPS_COOKIE)}`
  const response = await fetch(`${service.home}/ops/events`, {
    headers: { cookie },
    signal: abort.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  await service.post('/v1/challenges', { to: NUMBER })
  let heard = ''
  const body = response.body ?? new ReadableStream()
  for await (const chunk of body) {
    heard += Buffer.from(chunk).toString()
    if (/event: changed/.test(heard)) break
  }
  abort.abort()
  expect(heard).toMatch(/event: changed\ndata: \{\}\n/)
})
