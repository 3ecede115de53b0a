import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import {
  inspect,
  inspectBoth,
  LOOKING_MS,
  launch,
  logInOn,
  noChromium,
  openPage,
} from '../support/panel-browser.ts'
import { newestRound, totpAt } from '../support/panel-user.ts'
import { pairApp } from '../support/phone-app.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import { addUserWithLogin } from '../support/visitor.ts'

const DAY = 24 * 3_600_000

describe.skipIf(noChromium)('securing an account, in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function startAsking(policy: object = {}) {
    const service = await startTestService()
    const now = service.clock.now()
    const set = await service.patch('/v1/policy', {
      announceAt: new Date(now - DAY).toISOString(),
      enforceAt: new Date(now + 9 * DAY).toISOString(),
      ...{ siteName: 'Callvoip', appName: 'Qaller', brand: { color: '#f08700' } },
      support: { phone: '050 820 0000', mail: 'support@panel.example' },
      ...policy,
    })
    expect(set.status, set.text).toBe(200)
    await addUserWithLogin(service)
    return service
  }

  it('by a number, then an authenticator, by keyboard alone', async () => {
    const service = await startAsking()
    const page = await openPage(browser)
    await logInOn(page, service)
    await page.locator('#method-app').focus()
    // The field of the number is there with its choice alone.
    expect(await page.getByLabel('Mobiel nummer:').isVisible()).toBe(false)
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('#method-voice').isChecked()).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.type('06 12345678')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Voer de code in' }).waitFor()
    await service.phones.phone(NUMBER).waitForRing()
    await page.getByText('Uw telefoon gaat over. Neem op.').waitFor()
    await page.locator('#code').focus()
    await page.keyboard.type(await codeOf(service, await newestRound(service)))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Kies een tweede methode' }).waitFor()
    await page.locator('#method-app').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Voeg de site toe' }).waitFor()
    await page.locator('#code').focus()
    await page.keyboard.type(await totpOn(service, page))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Bewaar herstelcodes' }).waitFor()
    await page.getByRole('button', { name: 'Maak mijn herstelcodes' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Afdrukken' }).waitFor()
    await page.getByRole('link', { name: 'Ik heb ze bewaard' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Klaar! Gefeliciteerd!' }).waitFor()
    await page.getByRole('link', { name: 'Naar de panel' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/panel')
  })

  it('has no flaw that axe can see in any state, in both languages, by day and by night', {
    timeout: LOOKING_MS,
  }, async () => {
    const service = await startAsking()
    const page = await openPage(browser)
    await logInOn(page, service)
    await inspectBoth(page, 'choose')
    await page.locator('#method-voice').check()
    await page.getByLabel('Mobiel nummer:').fill('020 1234567')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByText('Dit is een vast nummer').waitFor()
    await inspect(page, 'a number that is refused')
    await page.getByLabel('Mobiel nummer:').fill('06 12345678')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByRole('heading', { name: 'Voer de code in' }).waitFor()
    await page.getByText('gaat over').waitFor()
    await inspectBoth(page, 'called')
    await page.locator('#code').fill(await codeOf(service, await newestRound(service)))
    await page.getByRole('button', { name: 'Doorgaan' }).click()
    await page.getByRole('heading', { name: 'Kies een tweede methode' }).waitFor()
    await inspectBoth(page, 'backup')
    await page.locator('#method-totp').check()
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByText('Google Authenticator').first().click()
    await inspectBoth(page, 'authenticator')
    await page.locator('#code').fill(await totpOn(service, page))
    await page.getByRole('button', { name: 'Doorgaan' }).click()
    await page.getByRole('heading', { name: 'Bewaar herstelcodes' }).waitFor()
    await inspectBoth(page, 'codes to come')
    await page.getByRole('button', { name: 'Maak mijn herstelcodes' }).click()
    await page.getByRole('heading', { name: 'Je herstelcodes' }).waitFor()
    await inspect(page, 'recovery codes')
    await page.getByRole('link', { name: 'Ik heb ze bewaard' }).click()
    await page.getByRole('heading', { name: 'Klaar!' }).waitFor()
    await inspectBoth(page, 'done')
  })

  it('pairs the app without JavaScript', async () => {
    const service = await startAsking()
    const page = await openPage(browser, { javaScriptEnabled: false })
    await logInOn(page, service)
    await page.getByLabel('Qaller App').check()
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByRole('heading', { name: 'Koppel de Qaller-app' }).waitFor()
    const app = await pairApp(service, await page.locator('code.digits').innerText())
    const [challenge] = await app.challenges()
    await page.locator('#code').fill(challenge.opened.code)
    await page.getByRole('button', { name: 'Doorgaan' }).click()
    await page.getByRole('heading', { name: 'Kies een tweede methode' }).waitFor()
    await page.getByRole('button', { name: 'Nu overslaan' }).click()
    await page.getByRole('heading', { name: 'Bewaar herstelcodes' }).waitFor()
  })

  it('shows the pairing of an app and a code that is over without a flaw', {
    timeout: LOOKING_MS,
  }, async () => {
    const service = await startAsking()
    const page = await openPage(browser)
    await logInOn(page, service)
    await page.getByLabel('Qaller App').check()
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByRole('heading', { name: 'Koppel de Qaller-app' }).waitFor()
    await inspectBoth(page, 'pairing')
    await pairApp(service, await page.locator('code.digits').innerText())
    await page.reload()
    await page.getByText('De code staat in de app op Pixel 9.').waitFor()
    await inspectBoth(page, 'paired')
    service.clock.advance(5 * 60_000)
    await page.reload()
    await page.getByText('Deze code geldt niet meer.').waitFor()
    await inspectBoth(page, 'over')
  })
})

async function totpOn({ clock }: TestService, page: Page) {
  const secret = await page.locator('.secret').innerText()
  return totpAt(secret.replaceAll(' ', ''), clock.now())
}
