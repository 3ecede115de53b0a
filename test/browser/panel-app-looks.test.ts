import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import {
  expectAccessible,
  logInOnApp,
  openAppPage,
  openLogin,
  pairPage,
  typePairingCode,
  userToPair,
} from '../support/app-page.ts'
import { addNumber } from '../support/panel-user.ts'
import { requireChromium } from '../support/requirements.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin } from '../support/visitor.ts'

const { path, missing } = requireChromium()
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
/** A folder for pictures of every state; none are taken without. */
const pictures = process.env.SCREENS
const elsewhere = {
  ip: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
}
const narrow = { width: 320, height: 640 }
const desk = { width: 1280, height: 900 }

describe.skipIf(missing)('the looks of the app as a page', { timeout: 180_000 }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path ?? '', args: flags })
  })
  afterAll(() => browser?.close())

  it.each([
    { locale: 'nl-NL', colorScheme: 'light', viewport: narrow },
    { locale: 'nl-NL', colorScheme: 'dark', viewport: desk },
    { locale: 'en-GB', colorScheme: 'light', viewport: desk },
    { locale: 'en-GB', colorScheme: 'dark', viewport: narrow },
  ] as const)(
    'meet WCAG 2.2 AA in every state: $locale, $colorScheme, $viewport.width px',
    async (options) => {
      const service = await startTestService()
      await service.patch('/v1/policy', { siteName: 'Callvoip', appName: 'Qaller' })
      const { page } = await openAppPage(browser, service, {
        ...options,
        permissions: ['notifications'],
        // What an iPhone is told: first on the home screen.
        atFirst: 'navigator.standalone = false',
      })
      const look = async (state: string) => {
        await expectAccessible(page)
        if (!pictures) return
        const { locale, colorScheme, viewport } = options
        const name = `app-${state}-${locale.slice(0, 2)}-${colorScheme}-${viewport.width}.png`
        await page.screenshot({ path: `${pictures}/${name}`, fullPage: true })
      }
      const press = (act: string) => page.locator(`[data-act=${act}]:visible`).first().click()

      await page.locator('#pair-form').waitFor()
      await look('1-not-paired')
      await typePairingCode(page, '7KQ2M-XD94T')
      await page.locator('#pair-fault:not(:empty)').waitFor()
      await look('2-code-wrong')
      await addUserWithLogin(service, { userId: 'cas', name: 'cas' })
      await addNumber(service, { userId: 'cas' })
      service.clock.advance(15 * 60_000)
      await logInOnApp(page, { name: 'cas', password: 'niet mijn wachtwoord' })
      await page.locator('#log-in-fault:not(:empty)').waitFor()
      await look('2-password-wrong')
      await logInOnApp(page, { name: 'cas' })
      await page.locator('#proof').waitFor()
      await look('2-proof')
      await page.locator('#proof-back').click()
      await typePairingCode(page, (await userToPair(service, 'bob')).pairingCode)
      await page.locator('article').waitFor()
      await look('3-to-confirm')
      await leave(page)
      await look('4-left')

      await pairPage(page, service)
      await look('5-waiting')
      await openLogin(service, elsewhere)
      await page.locator('article').waitFor()
      await look('6-code')
      await press('report')
      await look('7-sure')
      await press('no')
      await openLogin(service, { ip: '198.51.100.7', userAgent: 'Mozilla/5.0 Chrome/1 Windows' })
      await page.locator('#several').waitFor()
      await look('8-several')
      await press('report')
      await press('yes')
      await page.locator('#said.good').waitFor()
      await look('9-reported')
      await page.context().setOffline(true)
      await page.locator('#link[data-link=lost]').waitFor()
      await page.locator('#leave').click()
      await page.locator('#leave-yes').click()
      await page.locator('#said.bad').waitFor()
      await look('10-no-connection')
    },
  )
})

async function leave(page: Page) {
  await page.locator('#leave').click()
  await page.locator('#leave-yes').click()
  await page.locator('#pair-form').waitFor()
}
