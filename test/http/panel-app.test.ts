import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { startTestService } from '../support/test-service.ts'

const english = { 'accept-language': 'en' }

async function ask(path: string, headers: Record<string, string> = {}) {
  const { home } = await startTestService()
  const answer = await fetch(home + path, { headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text(), home }
}

it('200: the page, in Dutch or English, without a script or a style inside', async () => {
  const dutch = await ask('/app')
  expect(dutch.status).toBe(200)
  expect(dutch.text).toContain('<html lang="nl">')
  expect(dutch.text).toContain('Deze app heeft JavaScript nodig')
  expect(dutch.text).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/)
  expect(dutch.headers.get('cache-control')).toBe('no-store')
  expect((await ask('/app', english)).text).toContain('This app needs JavaScript')
})

it('everything that the page loads is there, and weighs less than 30 kB', async () => {
  const { text, home } = await ask('/app')
  const links = [
    ...text.matchAll(/(?:href|src)="(\/(?:app|panel-assets)\/[^"]+\.(?:js|css)[^"]*)"/g),
  ]
  const addresses = new Set(links.map(([, address]) => address))
  expect(addresses.size).toBeGreaterThan(8)
  let bytes = gzipSync(text).length
  for (const address of addresses) {
    const answer = await fetch(home + address)
    expect(answer.status, address).toBe(200)
    expect(answer.headers.get('cache-control')).toMatch(/max-age/)
    bytes += gzipSync(Buffer.from(await answer.arrayBuffer())).length
  }
  expect(bytes).toBeLessThan(30_000)
})

it('200: the manifest names the app of the tenant, with icons that are pictures', async () => {
  const { headers, text, home } = await ask('/app/manifest.webmanifest', english)
  expect(headers.get('content-type')).toMatch(/^application\/manifest\+json/)
  const { icons, ...manifest } = JSON.parse(text)
  expect(manifest).toMatchObject({
    ...{ name: 'Belcode app', short_name: 'Belcode app', lang: 'en' },
    ...{ id: '/app', start_url: '/app', scope: '/app', display: 'standalone' },
  })
  for (const { src, type } of icons) {
    const icon = await fetch(home + src)
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, type])
  }
})

it('200: the worker reaches the page, and is always read anew', async () => {
  const { headers } = await ask('/app/worker.js')
  expect(headers.get('content-type')).toMatch(/^text\/javascript/)
  expect(headers.get('service-worker-allowed')).toBe('/app')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*connect-src 'self'/)
})

it('a part of another release is served, but not kept', async () => {
  const { status, headers } = await ask('/app/files/000000000000/main.js')
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
})

it.each(['worker.js', '..%2Fpanel.css', 'constructor'])('404: no such part: %s', async (name) => {
  expect((await ask(`/app/files/000000000000/${name}`)).status).toBe(404)
})
