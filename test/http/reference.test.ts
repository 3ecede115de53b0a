import { describe, expect, it } from 'vitest'
import { numberRefusals } from '../../src/calls/numbers/number-refusal.ts'
import { operations } from '../../src/reference/open-api/operations.ts'
import { explainedCodes } from '../../src/reference/problems/explanations.ts'
import { numberRefusalReasons } from '../../src/reference/problems/number-refusal-reasons.ts'
import { createJudge } from '../support/judge-answer.ts'
import { type Json, startTestService, type TestService } from '../support/test-service.ts'

const readOnlyPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"

describe('GET /openapi.json', () => {
  it('200: OpenAPI 3.1 without a key, cacheable, with every part that it refers to', async () => {
    const { get, config } = await startTestService()
    const { status, headers, body } = await get('/openapi.json', { authorization: '' })

    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(body.openapi).toMatch(/^3\.1\./)
    expect(body.servers).toMatchObject([{ url: config.publicUrl.href.replace(/\/$/, '') }])
    for (const reference of referencesIn(body)) expect(at(body, reference), reference).toBeDefined()
  })

  it('200: describes each operation of the service, and none that is not there', async () => {
    const { get } = await startTestService()
    const found = operationsIn((await get('/openapi.json')).body)

    expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(operations).sort())
    expect(new Set(found.map(({ operation }) => operation.operationId)).size).toBe(found.length)
    for (const { name, operation } of found) expect(operation.tags, name).toHaveLength(1)
  })

  it('200: says of each operation which key it takes, and what every one can answer', async () => {
    const { get } = await startTestService()
    const found = operationsIn((await get('/openapi.json')).body)

    for (const { name, operation } of found.filter((one) => one.name.includes(' /v1/'))) {
      const scopes = [operations[name]?.scope ?? []].flat()
      expect(scopes.length, name).toBeGreaterThan(0)
      expect(['challenges', 'helpdesk', 'ops'], name).toEqual(expect.arrayContaining(scopes))
      expect(operation.security, name).toEqual(scopes.map((scope) => ({ key: [scope] })))
      const named = scopes.map((scope) => `\`${scope}\``).join(' or ')
      expect(operation.description, name).toContain(`a key with the scope ${named}`)
      expect(Object.keys(operation.responses), name).toEqual(
        expect.arrayContaining(['401', '403', '500', '503']),
      )
      const isRepeatable = name.startsWith('POST') && name !== 'POST /v1/logins/check'
      expect(parametersOf(operation).includes('Idempotency-Key'), name).toBe(isRepeatable)
    }
    for (const { name, operation } of found.filter((one) => one.name.includes(' /device')))
      expect(operation.security, name).toEqual(operations[name]?.device ? [{ device: [] }] : [])
  })

  it('200: names `Proof` where a change to the factors takes one, and nowhere else', async () => {
    const { get } = await startTestService()
    const found = operationsIn((await get('/openapi.json')).body)
    const withProof = found.filter(({ operation }) => parametersOf(operation).includes('Proof'))

    expect(withProof.map(({ name }) => name).sort()).toEqual([
      'DELETE /v1/users/{userId}/factors/{factorId}',
      'PATCH /v1/users/{userId}/factors/{factorId}',
      'POST /v1/users/{userId}/factors',
      'POST /v1/users/{userId}/recovery-codes',
    ])
    for (const { name, operation } of withProof)
      expect(JSON.stringify(operation.responses['403']), name).toContain('proof-needed')
  })

  it('200: leaves out webhooks, prompts, the simulator and the pages', async () => {
    const { get } = await startTestService()
    const paths = Object.keys((await get('/openapi.json')).body.paths)
    expect(
      paths.filter(
        (path) => !/^\/(v1|device|\.well-known|healthz|readyz|metrics)(\/|$)/.test(path),
      ),
    ).toEqual([])
  })

  it('200: every example is what its schema says', async () => {
    const { get } = await startTestService()
    const document = (await get('/openapi.json')).body
    const { misfit } = createJudge(document)
    const media = mediaIn(document).filter((one) => 'example' in one || 'examples' in one)

    expect(media.length).toBeGreaterThan(100)
    for (const { schema, example, examples = {} } of media) {
      const named = Object.values<Json>(examples).map((one) =>
        one.$ref ? at(document, one.$ref) : one,
      )
      for (const value of [example, ...named.map((one) => one.value)])
        if (value !== undefined) expect(misfit(schema, value)).toBeNull()
    }
  })
})

describe('GET /docs', () => {
  it('200: pages that have every operation, each linked to from the first', async () => {
    const service = await startTestService()
    const document = (await service.get('/openapi.json')).body
    const pages = await readPages(service, document)

    for (const { operation } of operationsIn(document)) {
      const [group] = operation.tags
      expect(pages.get(`/docs/${group}`)).toContain(`id="${operation.operationId}"`)
      const link = `href="/docs/${group}#${operation.operationId}"`
      expect(pages.get('/docs'), operation.operationId).toContain(link)
    }
  })

  it('200: pages that link to what is there, and to nothing elsewhere', async () => {
    const service = await startTestService()
    const document = (await service.get('/openapi.json')).body
    const pages = await readPages(service, document)
    const links = [...pages].flatMap(([from, text]) => linksIn(text, from, service))

    for (const { target, anchor } of links.filter((one) => one.anchor !== undefined))
      expect(idsIn(pages.get(target) ?? ''), target).toContain(anchor)
    const others = new Set(links.map(({ target }) => target).filter((one) => !pages.has(one)))
    expect(others.size).toBeGreaterThan(20)
    for (const target of others) expect((await service.get(target)).status, target).toBe(200)
  })

  it('404: a group that is not there', async () => {
    const { get } = await startTestService()
    expect((await get('/docs/nope')).body.code).toBe('not-found')
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

function parametersOf({ parameters = [] }: Json): string {
  return JSON.stringify(parameters)
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

/** The pages of the reference, by their addresses. */
async function readPages({ get }: TestService, document: Json): Promise<Map<string, string>> {
  const groups: string[] = document.tags.map(({ name }: Json) => name)
  const pages = new Map<string, string>()
  for (const address of ['/docs', '/docs/objects', ...groups.map((name) => `/docs/${name}`)]) {
    const { status, headers, text } = await get(address, { authorization: '' })
    expect(status, address).toBe(200)
    expect(headers.get('content-security-policy')).toBe(readOnlyPolicy)
    pages.set(address, text)
  }
  return pages
}

function linksIn(text: string, from: string, { config }: TestService) {
  const home = config.publicUrl.href.replace(/\/$/, '')
  return allMatches(text, /(?:href|src)="((?!data:)[^"]+)"/g).map((link) => {
    const [path = '', anchor] = link.replace(home, '').replaceAll('&amp;', '&').split('#')
    expect(path === '' || path.startsWith('/'), link).toBe(true)
    return { target: path === '' ? from : path, anchor }
  })
}

function idsIn(text: string): string[] {
  return allMatches(text, /\sid="([^"]+)"/g)
}

function allMatches(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, found = '']) => found)
}
