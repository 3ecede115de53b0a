import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { launch, logInOn, noChromium, openPage } from '../support/panel-browser.ts'
import { newestRound } from '../support/panel-user.ts'
import { pairApp } from '../support/phone-app.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin } from '../support/visitor.ts'
import { totpOn } from '../support/walks/walk-set-up.ts'

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
})
