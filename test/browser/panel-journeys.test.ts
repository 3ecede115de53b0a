import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resetWhole } from '../flows/reset-world.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { mailedLink } from '../support/mailed-link.ts'
import { launch, logInOn, noChromium, openPage } from '../support/panel-browser.ts'
import { annaByBoth, annaByPhone, newestRound, totpAt } from '../support/panel-user.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import { addUserWithLogin, PASSWORD } from '../support/visitor.ts'
import { totpOn } from '../support/walks/walk-set-up.ts'
import { DAY_MS, fillIn, MINUTE_MS, press } from '../support/walks/walker.ts'

const OTHER_PASSWORD = 'een heel ander zinnetje 7'

describe.skipIf(noChromium)('the journeys of a login, in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  /** A browser of its own at each login, as on another day. */
  async function logInAnew(service: TestService, password = PASSWORD) {
    const page = await openPage(browser)
    await page.goto(`${service.home}/login`)
    await fillIn(page, { name: 'anna', password })
    return page
  }

  it('before, on and after the date on which a second step is required', async () => {
    const service = await startTestService()
    await addUserWithLogin(service)
    const now = service.clock.now()
    await setDates(service, { announceAt: now + DAY_MS, enforceAt: now + 3 * DAY_MS })

    expect(pathOf(await logInAnew(service))).toBe('/panel')
    service.clock.advance(DAY_MS + MINUTE_MS)
    const asked = await logInAnew(service)
    await asked.getByText('Je kunt dit nog 2 dagen overslaan.').waitFor()
    await asked.getByRole('button', { name: 'Nu overslaan' }).click()
    await asked.getByRole('heading', { name: 'Welkom, Anna de Vries' }).waitFor()
    service.clock.advance(2 * DAY_MS - 2 * MINUTE_MS)
    const last = await logInAnew(service)
    await last.getByRole('button', { name: 'Nu overslaan' }).waitFor()

    service.clock.advance(2 * MINUTE_MS)
    // Also a page that was open when the date came.
    await last.getByRole('button', { name: 'Nu overslaan' }).click()
    await last.waitForURL('**/set-up')
    const required = await logInAnew(service)
    expect(pathOf(required)).toBe('/set-up')
    expect(await required.getByRole('button', { name: 'Nu overslaan' }).count()).toBe(0)
    await required.goto(`${service.home}/panel`)
    expect(pathOf(required)).toBe('/set-up')
  })

  it('before, on and after the date of the passwords, and three months later', async () => {
    const service = await startTestService()
    await addUserWithLogin(service)
    await setDates(service, { passwordsFrom: service.clock.now() + DAY_MS })
    expect(pathOf(await logInAnew(service))).toBe('/panel')

    service.clock.advance(DAY_MS + MINUTE_MS)
    const forced = await logInAnew(service)
    expect(pathOf(forced)).toBe('/login/change')
    await forced.goto(`${service.home}/panel`)
    expect(pathOf(forced)).toBe('/login/change')

    service.clock.advance(93 * DAY_MS)
    const late = await logInAnew(service)
    await late.getByText('horen niet bij elkaar').waitFor()
    await chooseByMail(service, late)
    expect(pathOf(await logInAnew(service, OTHER_PASSWORD))).toBe('/panel')
  })

  it('a password that has to be changed: refused, then taken, and the panel opens', async () => {
    const service = await startTestService()
    await addUserWithLogin(service)
    service.clock.advance(2 * MINUTE_MS)
    await setDates(service, { passwordsFrom: service.clock.now() - MINUTE_MS })
    const page = await logInAnew(service)
    await fillIn(page, { old: PASSWORD, password: 'welkom01' })
    await page.locator('#password-fault').waitFor()
    await fillIn(page, { old: PASSWORD, password: OTHER_PASSWORD })
    expect(pathOf(page)).toBe('/panel')
  })

  it('a forgotten password: a link by mail, also after one that was too weak; once', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const page = await openPage(browser)
    await page.goto(`${service.home}/login`)
    await page.getByRole('link', { name: 'Wachtwoord vergeten' }).click()
    await chooseByMail(service, page)
    await page.getByText('Je wachtwoord is gewijzigd.').waitFor()
    // The mail proves nothing but the password: the second step is asked as ever.
    expect(pathOf(await logInAnew(service, OTHER_PASSWORD))).toBe('/verify')
    await page.goto(service.home + (await mailedLink(service, '/login/new-password')))
    await fillIn(page, { password: 'nog een ander zinnetje 8' })
    await page.getByText('Deze link is verlopen of al gebruikt.').waitFor()
  })

  it('"Code nogmaals versturen" rings once more with the same code', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const phone = service.phones.phone('+31612345678')
    const page = await openPage(browser)
    await logInOn(page, service)
    await phone.waitForRing()
    const code = await codeOf(service, await newestRound(service))
    await phone.decline()
    await page.getByText('in gesprek').waitFor()
    service.clock.advance(MINUTE_MS)
    await page.reload()
    await page.getByRole('button', { name: 'Code nogmaals versturen' }).click()
    await phone.waitForRing()
    await page.getByText('Uw telefoon gaat over.').waitFor()
    await fillIn(page, { code: `${code.slice(0, 3)}-${code.slice(3)}` })
    expect(pathOf(page)).toBe('/panel')
  })

  it('"Gebruik een andere methode" lets in with the other', async () => {
    const service = await startTestService()
    const { secret } = await annaByBoth(service)
    const page = await openPage(browser)
    await logInOn(page, service)
    await page.getByRole('link', { name: 'Gebruik een andere methode' }).click()
    await page.getByRole('button', { name: 'Authenticator' }).click()
    await page.getByText('uw authenticator-app nu toont').waitFor()
    await fillIn(page, { code: totpAt(secret, service.clock.now()) })
    expect(pathOf(page)).toBe('/panel')
  })

  it('after a reset by the helpdesk its mail leads back in, to a new password and a new method', async () => {
    const service = await startTestService()
    await setDates(service, { announceAt: service.clock.now() - DAY_MS })
    await annaByPhone(service)
    await resetWhole(service, 'anna')
    const page = await openPage(browser)
    await page.goto(service.home + (await mailedLink(service, '/entry')))
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByText('Het is gelukt.').waitFor()
    await page.getByRole('link', { name: 'Naar inloggen' }).click()
    await fillIn(page, { name: 'anna', password: PASSWORD })
    expect(pathOf(page)).toBe('/login/change')
    await fillIn(page, { old: PASSWORD, password: OTHER_PASSWORD })
    expect(pathOf(page)).toBe('/set-up')
    await page.locator('#method-totp').check()
    await press(page)
    await fillIn(page, { code: await totpOn(service, page) })
    await page.getByRole('heading', { name: 'Kies een tweede methode' }).waitFor()
  })

  it('five wrong codes end the round, and the next one lets in', async () => {
    const service = await startTestService()
    await annaByPhone(service)
    const page = await openPage(browser)
    await logInOn(page, service)
    const wrong = wrongCodeFor(await codeOf(service, await newestRound(service)))
    for (const left of [4, 3, 2]) {
      await fillIn(page, { code: wrong })
      await page.getByText(`U heeft nog ${left} pogingen.`).waitFor()
    }
    await fillIn(page, { code: wrong })
    await fillIn(page, { code: wrong })
    await page.getByRole('heading', { name: 'Te vaak een verkeerde code' }).waitFor()
    service.clock.advance(2 * MINUTE_MS)
    await press(page)
    await fillIn(page, { code: await codeOf(service, await newestRound(service)) })
    expect(pathOf(page)).toBe('/panel')
  })
})

const pathOf = (page: Page) => new URL(page.url()).pathname

async function setDates(service: TestService, dates: Readonly<Record<string, number>>) {
  const iso = Object.entries(dates).map(([name, at]) => [name, new Date(at).toISOString()])
  const set = await service.patch('/v1/policy', Object.fromEntries(iso))
  expect(set.status, set.text).toBe(200)
}

/** Asks for the mail, and follows its link; the first password is too weak. */
async function chooseByMail(service: TestService, page: Page) {
  await page.goto(`${service.home}/login/forgotten`)
  await fillIn(page, { name: 'anna' })
  await page.goto(service.home + (await mailedLink(service, '/login/new-password')))
  await fillIn(page, { password: 'kort' })
  await page.getByText('te kort').waitFor()
  await fillIn(page, { password: OTHER_PASSWORD })
  expect(pathOf(page)).toBe('/login')
}
