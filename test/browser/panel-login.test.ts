import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requireChromium } from '../support/requirements.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, PASSWORD } from '../support/visitor.ts'

const { path, missing } = requireChromium()
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
]
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const PAGE_BYTES_MOST = 30 * 1024

const views: [string, BrowserContextOptions][] = [
  ['Dutch, light, desk', { locale: 'nl-NL', colorScheme: 'light' }],
  [
    'English, dark, 320 pixels',
    { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
  ],
]

describe.skipIf(missing)('login and settings in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path ?? '', args: flags })
  })
  afterAll(() => browser?.close())

  async function expectSound(page: Page) {
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const [scroll, client] = (await page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )) as [number, number]
    expect(scroll).toBeLessThanOrEqual(client)
  }

  it.each(views)('%s: every page and what it says when something is wrong', async (_name, view) => {
    const service = await startTestService()
    await addUserWithLogin(service)
    const context = await browser.newContext(view)
    const page = await context.newPage()
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    const logIn = async (password: string) => {
      await page.goto(`${service.home}/login`)
      await page.fill('#name', 'anna')
      await page.fill('#password', password)
      await Promise.all([page.waitForLoadState(), page.click('button.button')])
    }
    await page.goto(`${service.home}/login/webcalls`)
    await expectSound(page)
    await logIn('niet mijn wachtwoord')
    await expectSound(page)
    for (const open of ['/login/forgotten', '/login/new-password#token-of-a-mail']) {
      await page.goto(service.home + open)
      await expectSound(page)
    }
    expect(await page.inputValue('input[name="token"]')).toBe('token-of-a-mail')
    expect(page.url()).not.toContain('token-of-a-mail')

    await logIn(PASSWORD)
    for (const open of ['/panel', '/panel/2fa', '/login/change']) {
      await page.goto(service.home + open)
      expect(new URL(page.url()).pathname).toBe(open)
      await expectSound(page)
    }
    expect(broken).toEqual([])
    await context.close()
  })

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
