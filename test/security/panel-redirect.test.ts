import { expect, it } from 'vitest'
import { toOwnPath } from '../../src/panel/home/home-routes.tsx'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, createVisitor, logIn } from '../support/visitor.ts'

/** Gain: a link to our name that leads to a page that looks like ours. */

const hostile = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/%09//evil.example\\',
  'javascript:alert(1)',
  'evil.example',
  '',
  '/a\nb',
  '/login\r\nset-cookie: a=b',
]

it.each(hostile)('leads nowhere else: %j', async (back) => {
  expect(new URL(toOwnPath(back), 'https://panel.example').origin).toBe('https://panel.example')
  expect(toOwnPath(back)).not.toMatch(/[\r\n\t\\]/)
})

it('keeps paths of ours, with what they ask', () => {
  expect(toOwnPath('/panel/2fa?done=label')).toBe('/panel/2fa?done=label')
})

it('through the service: the language link and every step stay on it', async () => {
  const service = await startTestService()
  for (const back of hostile) {
    const answer = await fetch(`${service.home}/language/en?back=${encodeURIComponent(back)}`, {
      redirect: 'manual',
    })
    const location = answer.headers.get('location') ?? '/'
    expect(new URL(location, service.home).origin).toBe(service.home)
  }
})

it('the language link leads back to below the path of the service', async () => {
  const service = await startTestService({ env: { PUBLIC_URL: 'http://localhost/login-of-ours' } })
  const { headers } = await fetch(`${service.home}/language/en?back=/verify`, {
    redirect: 'manual',
  })
  expect(headers.get('location')).toBe('/login-of-ours/verify')
})

it('nobody frames a page, or gets a script or a style into one', async () => {
  const service = await startTestService()
  const name = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202e`
  await addUserWithLogin(service, { displayName: name })
  const visitor = createVisitor(service)
  const home = await logIn(visitor)
  expect(home.path).toBe('/panel')
  expect(home.html).not.toContain('<script>alert')
  expect(home.html).not.toContain('<img src=x')
  expect(home.html).toContain('&lt;script')
  const policy = home.headers.get('content-security-policy') ?? ''
  for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
    expect(policy).toContain(rule)
  expect(policy).not.toMatch(/unsafe|\*/)
  expect(home.headers.get('x-content-type-options')).toBe('nosniff')
  expect(home.headers.get('cache-control')).toBe('no-store')
})
