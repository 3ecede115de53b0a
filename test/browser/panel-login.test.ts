import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, noChromium } from '../support/panel-browser.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, PASSWORD } from '../support/visitor.ts'

const PAGE_BYTES_MOST = 30 * 1024

describe.skipIf(noChromium)('login in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it('the first page is small, all in', async () => {
    const service = await startTestService()
    const context = await browser.newContext()
    const page = await context.newPage()
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => bodies.push(response.body()))
    await page.goto(`${service.home}/login`, { waitUntil: 'networkidle' })
    const bytes = (await Promise.all(bodies)).reduce((sum, { length }) => sum + length, 0)
    expect(bytes).toBeGreaterThan(1000)
    expect(bytes).toBeLessThan(PAGE_BYTES_MOST)
    await context.close()
  })

  it('by keyboard alone, and without JavaScript', async () => {
    const service = await startTestService()
    await addUserWithLogin(service)
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-NL' })
    const page = await context.newPage()
    await page.goto(`${service.home}/login`)
    await page.focus('#name')
    await page.keyboard.type('anna')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/panel')
    expect(await page.textContent('h1')).toBe('Welkom, Anna de Vries')
    await context.close()
  })
})
