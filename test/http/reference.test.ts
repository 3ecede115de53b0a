import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { numberRefusals } from '../../src/calls/numbers/number-refusal.ts'
import { operations } from '../../src/reference/open-api/operations.ts'
import { explainedCodes } from '../../src/reference/problems/explanations.ts'
import { numberRefusalReasons } from '../../src/reference/problems/number-refusal-reasons.ts'
import { NUMBER } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { type Answer, type Json, startTestService } from '../support/test-service.ts'

const readOnlyPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"

describe('GET /openapi.json', () => {
  it('200: OpenAPI 3.1 without a key, cacheable, with every part that it refers to', async () => {
    const { get, config } = await startTestService()
    const { status, headers, body } = await get('/openapi.json', { authorization: '' })

    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(body.openapi).toMatch(/^3\.1\./)
    expect(body.servers).toEqual([{ url: config.publicUrl.href.replace(/\/$/, '') }])
    for (const reference of referencesIn(body)) expect(at(body, reference), reference).toBeDefined()
    for (const { operation } of operationsIn(body)) expect(operation.tags).toHaveLength(1)
  })

  it('200: describes each operation of the service, and none that is not there', async () => {
    const { get } = await startTestService()
    const found = operationsIn((await get('/openapi.json')).body)

    expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(operations).sort())
    expect(new Set(found.map(({ operation }) => operation.operationId)).size).toBe(found.length)
    for (const { name, operation } of found.filter((one) => one.name.includes(' /v1/'))) {
      expect(operation.security, name).toEqual([{ bearer: [] }])
      expect(Object.keys(operation.responses), name).toEqual(
        expect.arrayContaining(['401', '403', '503']),
      )
      const isPost = name.startsWith('POST')
      expect(JSON.stringify(operation.parameters).includes('Idempotency-Key'), name).toBe(isPost)
    }
  })

  it('200: leaves out webhooks, prompts, the simulator and the pages', async () => {
    const { get } = await startTestService()
    const paths = Object.keys((await get('/openapi.json')).body.paths)
    expect(
      paths.filter((path) => !/^\/(v1|\.well-known|healthz|readyz|metrics)/.test(path)),
    ).toEqual([])
  })

  it('200: every example is what its schema says', async () => {
    const { get } = await startTestService()
    const document = (await get('/openapi.json')).body
    const media = mediaIn(document).filter((one) => 'example' in one || 'examples' in one)

    expect(media.length).toBeGreaterThan(20)
    for (const { schema, example, examples = {} } of media) {
      const named = Object.values<Json>(examples).map((one) =>
        one.$ref ? at(document, one.$ref) : one,
      )
      for (const value of [example, ...named.map((one) => one.value)])
        if (value !== undefined) expectFits(document, schema, value)
    }
  })
})

it('what the service answers is what the document says', async () => {
  const service = await startTestService()
  const { get, post } = service
  const document = (await get('/openapi.json')).body
  const expectDocumented = (name: string, answer: Answer) => expectAnswered(document, name, answer)

  const opening = 'POST /v1/challenges'
  const opened = await post('/v1/challenges', { to: NUMBER }, { 'idempotency-key': 'once' })
  expectDocumented(opening, opened)
  const again = await post('/v1/challenges', { to: NUMBER }, { 'idempotency-key': 'once' })
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  const other = await post('/v1/challenges', { to: '06 87654321' }, { 'idempotency-key': 'once' })
  expectDocumented(opening, other)
  expectDocumented(opening, await post('/v1/challenges', { to: NUMBER }))
  expectDocumented(opening, await post('/v1/challenges', { to: '112' }))
  expectDocumented(opening, await post('/v1/challenges', { to: '06 87654321', gate: 'none' }))
  expectDocumented(opening, await post('/v1/challenges', {}))
  expectDocumented(opening, await post('/v1/challenges', {}, { authorization: '' }))
  const html = { 'content-type': 'text/html' }
  expectDocumented(opening, await post('/v1/challenges', 'x', html))

  const { id } = opened.body
  const reading = 'GET /v1/challenges/{id}'
  expectDocumented(reading, await get(`/v1/challenges/${id}`))
  expectDocumented(reading, await get(`/v1/challenges/ch_${'0'.repeat(40)}`))
  expectDocumented(reading, await get('/v1/challenges/nope'))
  expectDocumented('POST /v1/challenges/{id}/resend', await post(`/v1/challenges/${id}/resend`))

  const verifying = 'POST /v1/challenges/{id}/verify'
  const code = await codeOf(service, id)
  expectDocumented(verifying, await post(`/v1/challenges/${id}/verify`, { code: 'letters' }))
  const wrong = { code: wrongCodeFor(code) }
  expectDocumented(verifying, await post(`/v1/challenges/${id}/verify`, wrong))
  expectDocumented(verifying, await post(`/v1/challenges/${id}/verify`, { code }))
  expectDocumented(verifying, await post(`/v1/challenges/${id}/verify`, { code }))
  expectDocumented('POST /v1/challenges/{id}/cancel', await post(`/v1/challenges/${id}/cancel`))

  expectDocumented('GET /.well-known/jwks.json', await get('/.well-known/jwks.json'))
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expectDocumented(`GET ${path}`, await get(path))
})

describe('GET /docs', () => {
  it('200: has every operation, every problem and nothing from elsewhere', async () => {
    const { get, config } = await startTestService()
    const { status, headers, text } = await get('/docs', { authorization: '' })
    const document = (await get('/openapi.json')).body

    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toBe(readOnlyPolicy)
    for (const { operation } of operationsIn(document)) {
      expect(text).toContain(`id="${operation.operationId}"`)
      expect(text).toContain(`href="#${operation.operationId}"`)
    }
    const ids = new Set(allMatches(text, /\sid="([^"]+)"/g))
    for (const anchor of allMatches(text, /href="#([^"]+)"/g)) expect(ids).toContain(anchor)

    const home = config.publicUrl.href.replace(/\/$/, '')
    const addresses = allMatches(text, /(?:href|src)="([^"#]+)"/g)
    for (const address of new Set(addresses.filter((one) => !one.startsWith('data:')))) {
      expect(address.startsWith('/') || address.startsWith(`${home}/`), address).toBe(true)
      const found = await get(address.replace(home, '').replaceAll('&amp;', '&'))
      expect(found.status, address).toBe(200)
    }
  })

  it('404: a style or script that is not there', async () => {
    const { get } = await startTestService()
    expect((await get('/docs/assets/..%2F..%2Findex.ts')).status).toBe(404)
    const style = await get('/docs/assets/reference.css')
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
  })
})

describe('GET /problems', () => {
  it('200: a page for every problem, which says what it means and what to do', async () => {
    const { get } = await startTestService()
    const list = await get('/problems', { authorization: '' })
    const codes = allMatches(list.text, /href="\/problems\/([^"]+)"/g)

    // Both ways: a problem without a text, and a text without its problem.
    expect([...codes].sort()).toEqual([...explainedCodes].sort())
    for (const code of codes) {
      const { status, headers, text } = await get(`/problems/${code}`)
      expect(status, code).toBe(200)
      expect(headers.get('content-security-policy')).toBe(readOnlyPolicy)
      for (const part of [code, 'What it means', 'What to do']) expect(text, code).toContain(part)
    }
  })

  it('200: every reason for refusing a number has its words', () => {
    expect(Object.keys(numberRefusalReasons).sort()).toEqual([...numberRefusals].sort())
  })

  it('404: a code that no problem has', async () => {
    const { get } = await startTestService()
    const { status, body } = await get('/problems/nope')
    expect({ status, body }).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })
})

interface FoundOperation {
  readonly name: string
  readonly operation: Json
}

function operationsIn(document: Json): FoundOperation[] {
  return Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )
}

/** The answer is one that the document names for this operation, and it fits its schema. */
function expectAnswered(document: Json, name: string, { status, headers, body }: Answer) {
  const { operation } = operationsIn(document).find((one) => one.name === name) ?? {
    operation: null,
  }
  const label = `${name} ${status} ${body?.code ?? ''}`
  const written = operation?.responses[status]
  expect(written, label).toBeDefined()
  const answer = written.$ref ? at(document, written.$ref) : written
  const type = headers.get('content-type')?.split(';')[0] ?? ''
  const media = answer.content[type]
  expect(media, `${label} as ${type}`).toBeDefined()
  if (type === 'application/problem+json') expect(Object.keys(media.examples)).toContain(body.code)
  expectFits(document, media.schema, body)
  for (const header of ['retry-after', 'ratelimit', 'location', 'www-authenticate']) {
    const named = Object.keys(answer.headers ?? {}).map((one) => one.toLowerCase())
    if (headers.has(header)) expect(named, `${label} sends ${header}`).toContain(header)
  }
}

function expectFits(document: Json, schema: AnySchema, value: unknown) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'https://document.test/', components: document.components })
  const absolute = JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components', '"https://document.test/#/components'),
  )
  const fits = ajv.validate(absolute, value)
  expect(fits, `${ajv.errorsText()} in ${JSON.stringify(value)}`).toBe(true)
}

function mediaIn(value: Json): Json[] {
  if (typeof value !== 'object' || value === null) return []
  const here = value.content ? Object.values<Json>(value.content) : []
  return [...here, ...Object.values<Json>(value).flatMap(mediaIn)]
}

function referencesIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return []
  const here = typeof value.$ref === 'string' ? [value.$ref] : []
  return [...here, ...Object.values<Json>(value).flatMap(referencesIn)]
}

function at(document: Json, reference: string): Json {
  const [, ...steps] = reference.split('/')
  return steps.reduce((part, step) => part?.[step], document)
}

function allMatches(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, found = '']) => found)
}
