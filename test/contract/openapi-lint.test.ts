import { beforeEach, expect, it } from 'vitest'
import { type Json, startTestService } from '../support/test-service.ts'
import { exceptions, type Finding, lint } from './spectral.ts'

let document: Json

beforeEach(async () => {
  // As it is in production: nobody reaches it by plain http.
  const { get } = await startTestService({ env: { PUBLIC_URL: 'https://belcode.example' } })
  document = (await get('/openapi.json')).body
})

const isExcused = (found: Finding) =>
  exceptions.some(({ rule, where }) => rule === found.rule && where?.(found))

it('the OpenAPI document passes Spectral with the rules of OWASP, but for the listed exceptions', async () => {
  const found = await lint(document)
  const others = found.filter((one) => !isExcused(one))
  expect(others.map(({ rule, place, message }) => `${rule} ${place}: ${message}`)).toEqual([])

  const stale = exceptions.filter(
    ({ rule, where }) => where && !found.some((one) => one.rule === rule && where(one)),
  )
  expect(stale.map(({ rule, reason }) => `${rule}: ${reason}`)).toEqual([])
})

it('and the linter would see it otherwise', async () => {
  const path = '/v1/challenges'
  const { post } = document.paths[path]
  post.security = []
  delete post.responses['500']
  post.requestBody.content['application/json'].schema.properties.free = { type: 'string' }
  post.requestBody.content['application/json'].example = { to: 6 }
  const place = `paths.${path}.post`
  const found = await lint({ ...document, paths: { [path]: { post } } })
  const rules = found
    .filter((one) => one.place.startsWith(place) && !isExcused(one))
    .map(({ rule }) => rule)
  expect(new Set(rules)).toEqual(
    new Set([
      'oas3-valid-media-example',
      'owasp:api2:2023-write-restricted',
      'owasp:api4:2023-string-limit',
      'owasp:api4:2023-string-restricted',
      'owasp:api8:2023-define-error-responses-500',
    ]),
  )
})
