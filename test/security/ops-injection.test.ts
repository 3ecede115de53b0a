import { expect, it } from 'vitest'
import { defaultLimits, formatLimitSet } from '../../src/limits/index.ts'
import { addOperator } from '../../src/operators/index.ts'
import { eventually } from '../support/eventually.ts'
import { addKnownOperator, operatorParts } from '../support/ops-world.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain: what a stranger wrote runs in the browser of who may change every limit. */

const script = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'`'

it('reasons, references, filters, tenants and documents are text wherever they are shown', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  await service.store
    .insertInto('tenants')
    .values({ id: script, name: script, policy: '{}', created_at: 1, is_operator: 0 })
    .execute()
  const now = service.clock.now()
  await service.store
    .insertInto('decisions')
    .values({
      ...{ id: 'de_1', tenant_id: script, at: now, kind: 'call', verdict: 'refused' },
      ...{ refused_by: script, until: now, reference: 'K7-42-MP', challenge_id: null },
      ...{ call_id: null, price_micros: 0, standings: JSON.stringify([[script, 1, 1, 0]]) },
      subjects: JSON.stringify({ numberSubject: script, country: script }),
    })
    .execute()
  await service.store
    .insertInto('alarms')
    .values({
      ...{ id: 'al_1', tenant_id: script, kind: script, subject: script, raised_at: now },
      ...{ detail: JSON.stringify({ [script]: script }), ended_at: null },
    })
    .execute()
  await visitor.get('/ops/refusals')
  const asked = { whom: 'number', hours: '2', reason: script }
  await visitor.post('/ops/refusals/K7-42-MP/exemption', asked)
  await visitor.get('/ops/limits/edit')
  const draft = { version: '0', document: script, period: 'day', reason: script, act: 'check' }
  const echoed = await visitor.post('/ops/limits/edit', draft)
  const inside = { ...draft, document: `rules: []\n</textarea>${script}` }
  const broken = await visitor.post('/ops/limits/edit', inside)
  const office = { tenant: 'demo', network: '192.0.2.0/24', times: 2, reason: script }
  const document = formatLimitSet({ ...defaultLimits, offices: [office] })
  const trial = await visitor.post('/ops/limits/edit', { ...draft, document, act: 'try' })
  expect(trial.path).toMatch(/^\/ops\/limits\/trials\/tr_/)
  await eventually(
    () => visitor.get(trial.path),
    ({ text }) => text.includes('Wie het meest wordt geraakt'),
  )
  const tried = await visitor.get(trial.path)
  await visitor.get('/ops/refusals')
  const unknown = await visitor.post('/ops/refusals', { reference: script.slice(0, 40) })
  const query = encodeURIComponent(script)
  const pages = [
    ...[
      '/ops',
      '/ops/calls',
      '/ops/limits',
      '/ops/alarms',
      '/ops/refusals',
      '/ops/refusals/K7-42-MP',
    ],
    ...[`/ops/calls?state=${query}&carrier=${query}&tenant=${query}`, `/ops/limits?said=${query}`],
    ...['/ops?period=%3Cscript%3E', '/ops/limits?said=constructor'],
  ]
  const seen = await Promise.all(pages.map((path) => visitor.get(path)))
  for (const { html, path } of [...seen, echoed, broken, trial, tried, unknown]) {
    const own = html.replace(
      /<script (defer|type="module") src="\/ops\/assets\/[^"]+"><\/script>/g,
      '',
    )
    expect([path, own.match(/<script|<img|onerror=alert\(2\)>"/)]).toEqual([path, null])
  }
  expect(seen.some(({ html }) => html.includes('&lt;script>alert'))).toBe(true)
  for (const { html } of [broken, tried]) expect(html.match(/<\/textarea>/g)).toHaveLength(1)
})

it('a name is small letters, digits, dots and dashes, whoever makes it', async () => {
  const service = await startTestService()
  const parts = await operatorParts(service)
  for (const name of [script, 'Olga', 'a', '../etc', 'o'.repeat(41), 'ol ga', '.olga'])
    await expect(addOperator(parts, { name, role: 'ops', actor: 'test' })).rejects.toThrow()
})

it('a language leads back to the console alone', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  const backs = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/ops.evil.example',
    '/panel',
  ]
  for (const back of backs) {
    const seen = await visitor.get(`/ops/language/en?back=${encodeURIComponent(back)}`)
    expect([back, seen.path]).toEqual([back, '/ops'])
  }
  const kept = await visitor.get(
    `/ops/language/nl?back=${encodeURIComponent('/ops/calls?state=live')}`,
  )
  expect(kept.path).toBe('/ops/calls?state=live')
})
