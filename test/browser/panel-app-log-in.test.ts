import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logInOnApp, openAppPage, shownCode } from '../support/app-page.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { launch, logInOn, noChromium, openPage } from '../support/panel-browser.ts'
import { annaByPhone, newestRound } from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, PASSWORD } from '../support/visitor.ts'

const MINUTE_MS = 60_000

describe.skipIf(noChromium)('logging in inside the app', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it('with name and password, and its code lets the panel go on', async () => {
    const service = await startTestService()
    await service.patch('/v1/policy', { announceAt: new Date(0).toISOString() })
    await addUserWithLogin(service)
    const { page: app, complaints, asked } = await openAppPage(browser, service)
    await logInOnApp(app)
    await app.getByText('Typ de code in het panel.').waitFor()
    const code = await shownCode(app)

    const panel = await openPage(browser)
    await logInOn(panel, service)
    await panel.locator('#method-app').check()
    await panel.getByRole('button', { name: 'Toevoegen' }).click()
    await panel.getByText('De code staat in de app op').waitFor()
    await panel.locator('#code').fill(code)
    await panel.getByRole('button', { name: 'Doorgaan' }).click()
    await panel.getByRole('heading', { name: 'Kies een tweede methode' }).waitFor()
    await app.getByText('Gelukt. Deze app is gekoppeld').waitFor()
    expect(complaints).toEqual([])
    expect(asked.filter((url) => url.includes(encodeURIComponent(PASSWORD)))).toEqual([])
    expect(await app.locator('#password').inputValue()).toBe('')
  })

  it('while the panel already shows a pairing code: that page takes the code of the app', async () => {
    const service = await startTestService()
    await service.patch('/v1/policy', { announceAt: new Date(0).toISOString() })
    await addUserWithLogin(service)
    const panel = await openPage(browser)
    await logInOn(panel, service)
    await panel.locator('#method-app').check()
    await panel.getByRole('button', { name: 'Toevoegen' }).click()
    await panel.getByText('log op je telefoon in de app in').waitFor()
    const { page: app } = await openAppPage(browser, service)
    await logInOnApp(app)
    await panel.locator('#code').fill(await shownCode(app))
    await panel.getByRole('button', { name: 'Doorgaan' }).click()
    await panel.getByRole('heading', { name: 'Kies een tweede methode' }).waitFor()
  })

  it('who has a method proves that as well, and a wrong code pairs nothing', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const { page, complaints } = await openAppPage(browser, service)
    await logInOnApp(page)
    await page.getByText(/We bellen \+31 6 .*78\. Neem op/).waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('proof')
    const code = await codeOf(service, await newestRound(service))
    const prove = async (typed: string) => {
      await page.locator('#proof').fill(typed)
      await page.locator('#proof').press('Enter')
    }
    await prove('geen code')
    await page.getByText('Een code bestaat uit cijfers').waitFor()
    await prove(wrongCodeFor(code))
    await page.getByText(/Aantal pogingen dat je nog hebt: \d/).waitFor()
    expect(await service.store.selectFrom('devices').selectAll().execute()).toEqual([])
    await prove(`${code.slice(0, 3)} ${code.slice(3)}`)
    await page.getByText('Typ de code in het panel.').waitFor()
    expect(complaints).toEqual([])
  })

  it('a code that ran out leads back to a new one, and too many say how long to wait', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const { page } = await openAppPage(browser, service)
    await logInOnApp(page)
    await page.locator('#proof').waitFor()
    const code = await codeOf(service, await newestRound(service))
    service.clock.advance(5 * MINUTE_MS)
    await page.locator('#proof').fill(code)
    await page.getByRole('button', { name: 'Doorgaan' }).click()
    await page.getByText('Die code geldt niet meer').waitFor()
    await logInOnApp(page)
    await page.locator('#proof').waitFor()
    await page.getByRole('button', { name: 'Terug' }).click()
    await logInOnApp(page)
    await page
      .getByText(/Er zijn te veel codes verstuurd\. Wacht 1 minuten?.*[A-Z]\d-\d\d-/)
      .waitFor()
  })

  it('says in one way that a name or a password is wrong, and what is missing', async () => {
    const service = await startTestService()
    await addUserWithLogin(service)
    const { page } = await openAppPage(browser, service, { locale: 'en-GB' })
    await page.locator('details summary').first().click()
    await page.locator('#log-in-form button').click()
    await page.getByText('Fill in your user name and your password.').waitFor()
    for (const login of [{ name: 'nobody' }, { password: 'not my password' }]) {
      await logInOnApp(page, login)
      await page.getByText('do not belong together').waitFor()
      await page.locator('#log-in-fault').evaluate('(said) => { said.textContent = "" }')
    }
    await page.locator('#password').fill(PASSWORD)
    await page.locator('#log-in').fill('anna')
    await page.locator('#log-in-device').fill(' ')
    await page.locator('#log-in-form button').click()
    await page.getByText('Fill in a name of at most 60 characters.').waitFor()
  })
})
