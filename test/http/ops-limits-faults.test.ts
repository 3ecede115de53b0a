import { expect, it } from 'vitest'
import { defaultLimits, formatLimitSet } from '../../src/limits/index.ts'
import { addKnownOperator } from '../support/ops-world.ts'
import { startTestService } from '../support/test-service.ts'

const text = formatLimitSet(defaultLimits)
const lineOf = (words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1
const number10m = lineOf('number-10m')

const form = (document: string) => ({
  ...{ version: '0', document, period: 'day', reason: 'Ruimer op maandag', act: 'save' },
})
const documents = {
  type: text.replace(/(number-10m\n\s+quota:) 3/, '$1 veel'),
  rule: text.replace('name: stopped', 'name: stopping'),
  noDocument: 'rules:\n  - name: a\n  quota: [',
}

it.each([
  ['nl', documents.type, `Regel ${number10m + 1} /rules/1/quota moet een getal zijn`],
  ['en', documents.type, `Line ${number10m + 1} /rules/1/quota must be a number`],
  ['nl', documents.rule, 'Regel 2 /rules moet de limiet stopped hebben'],
  ['en', documents.rule, 'Line 2 /rules must have the rule stopped'],
  ['nl', documents.noDocument, 'is geen YAML en geen JSON: kijk op regel 3'],
  ['en', documents.noDocument, 'is neither YAML nor JSON: look at line 3'],
])(
  '422: what is wrong with a document is said in the language of the page: %s',
  async (language, document, words) => {
    const service = await startTestService()
    const { visitor } = await addKnownOperator(service, { language })
    await visitor.get('/ops/limits/edit')
    const seen = await visitor.post('/ops/limits/edit', form(document))
    expect(seen.status).toBe(422)
    expect(seen.text).toContain(words)
  },
)

it.each([
  ['nl', 'moet een limiet zijn die voor een tenant of zijn gebruikers geldt'],
  ['en', 'must be one that is held against a tenant or its users'],
])('422: an override that cannot be says why, above all limits: %s', async (language, words) => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service, { language })
  await visitor.get('/ops/limits')
  const override = { tenant: 'demo', rule: 'global-1h', quota: '9', until: 'night' }
  const wanted = { version: '0', reason: 'Storing bij een carrier', ...override }
  const seen = await visitor.post('/ops/limits/overrides', wanted)
  expect(seen.status).toBe(422)
  expect(seen.text).toContain(`/overrides/0/rule ${words}`)
  expect(seen.text).toContain('number-10m')
  const { body } = await service.get('/v1/limits')
  expect(body).toMatchObject({ version: 0, limits: { overrides: [] } })
})

it('422: a rule that the product needs cannot be put in the shadow', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  await visitor.get('/ops/limits')
  const seen = await visitor.post('/ops/limits/rules/stopped', { version: '0', mode: 'shadow' })
  expect(seen.status).toBe(422)
  expect(seen.text).toMatch(/\/rules\/\d+\/mode moet worden afgedwongen/)
})

it('422: the API says it in English, with a pointer and nothing more', async () => {
  const service = await startTestService()
  const rules = defaultLimits.rules.map((rule) =>
    rule.name === 'number-10m' ? { ...rule, quota: 'veel' } : rule,
  )
  const limits = { ...defaultLimits, rules, extra: 1 }
  const errors = [
    { pointer: '#/limits/rules/1/quota', detail: 'must be a number' },
    { pointer: '#/limits/extra', detail: 'is nothing that is known here' },
  ]
  for (const answer of [
    await service.put('/v1/limits', { limits, reason: 'Ruimer op maandag' }),
    await service.post('/v1/limits/replay', { limits }),
  ]) {
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toHaveLength(2)
    expect(answer.body.errors).toEqual(expect.arrayContaining(errors))
  }
})
