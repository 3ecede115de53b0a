import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { launch, logInOn, noChromium, openPage } from '../support/panel-browser.ts'
import { annaByBoth, annaByPhone, newestRound } from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'

describe.skipIf(noChromium)('the second step of a login, in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it('follows the call while a code is typed, and leaves alone what was typed', async () => {
    const service = await startTestService()
    await annaByBoth(service)
    const phone = service.phones.phone(NUMBER)
    const page = await openPage(browser)
    await logInOn(page, service)
    await phone.waitForRing()
    await page.getByText('Uw telefoon gaat over. Neem op.').waitFor()
    const field = page.getByLabel('Voer de verificatiecode in')
    await field.fill('12')
    const again = page.locator('#send-again-button')
    await again.focus()
    await phone.answer()
    await page.getByText('Opgenomen. Toets het cijfer dat u hoort.').waitFor()
    expect(await field.inputValue()).toBe('12')
    expect(await page.evaluate('document.activeElement.id')).toBe('send-again-button')
    await page.keyboard.press('Enter')
    await page.getByText('Er is niets verstuurd: dat kan pas over').waitFor()
    await field.fill('12')
    const seconds = Number(await again.locator('[data-seconds]').innerText())
    await expect
      .poll(async () => Number(await again.locator('[data-seconds]').innerText()))
      .toBeLessThan(seconds)
    await phone.hangUp()
    await page.getByText('Het gesprek is afgelopen.').waitFor()
    expect(await field.inputValue()).toBe('12')

    const code = await codeOf(service, await newestRound(service))
    await field.fill(wrongCodeFor(code))
    await page.getByRole('button', { name: 'Doorgaan' }).click()
    await page.getByText('U heeft nog 4 pogingen.').waitFor()
    await page.getByLabel('Voer de verificatiecode in').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await page.getByRole('button', { name: 'Doorgaan' }).click()
    await page.waitForURL('**/panel')
  })

  it('sees by itself that a code has expired, and asks for another one', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const page = await openPage(browser)
    await logInOn(page, service)
    await page.getByText('gaat over').waitFor()
    service.clock.advance(5 * 60_000)
    await service.service.tidy()
    await page.getByRole('heading', { name: 'De code is verlopen' }).waitFor()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
    expect(await page.title()).toContain('De code is verlopen')
    await page.getByRole('button', { name: 'Nieuwe code aanvragen' }).click()
    await page.getByText('identiteit verifiëren').waitFor()
  })

  it('sees by itself that it was reported: that login is over', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const phone = service.phones.phone(NUMBER)
    const page = await openPage(browser)
    await logInOn(page, service)
    await phone.waitForRing()
    await phone.answer()
    await phone.waitForQuestion()
    await phone.press('9')
    await page.getByRole('heading', { name: 'Deze inlogpoging is gestopt' }).waitFor()
    await page.getByRole('link', { name: 'Naar inloggen' }).click()
    await page.locator('input[name="password"]').waitFor()
  })

  it('works without JavaScript: the page comes again by itself until the code is spoken', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const phone = service.phones.phone(NUMBER)
    const page = await openPage(browser, { javaScriptEnabled: false })
    await logInOn(page, service)
    await phone.waitForRing()
    await page.getByText('gaat over').waitFor()
    await phone.answer()
    // Nobody touches it: the refresh brings it.
    await page.getByText('Opgenomen.').waitFor({ timeout: 20_000 })
    const code = await codeOf(service, await newestRound(service))
    await page.getByLabel('Voer de verificatiecode in').fill(code)
    await page.getByRole('button', { name: 'Doorgaan' }).click()
    await page.waitForURL('**/panel')
  })

  it('can be done by keyboard alone', async () => {
    const service = await startTestService()
    const { factor } = await annaByBoth(service)
    const page = await openPage(browser)
    await logInOn(page, service)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.id')).toBe('code')
    for (let stop = 0; stop < 3; stop++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Gebruik een andere methode' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('method')
    await page.keyboard.press('Enter')
    await page.getByText('uw authenticator-app nu toont').waitFor()
    expect(factor.method).toBe('totp')
  })
})
