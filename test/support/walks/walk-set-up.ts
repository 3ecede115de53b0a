import type { Page } from 'playwright-core'
import { codeOf } from '../code-of.ts'
import { logInOn } from '../panel-browser.ts'
import { newestRound, totpAt } from '../panel-user.ts'
import { pairApp } from '../phone-app.ts'
import type { TestService } from '../test-service.ts'
import { addUserWithLogin } from '../visitor.ts'
import { DAY_MS, expectAt, fillIn, MINUTE_MS, press, type Walker } from './walker.ts'

const NUMBER = '06 12345683'

async function startAsking(service: TestService) {
  const now = service.clock.now()
  const announceAt = new Date(now - DAY_MS).toISOString()
  const enforceAt = new Date(now + 9 * DAY_MS).toISOString()
  const set = await service.patch('/v1/policy', { announceAt, enforceAt })
  if (set.status !== 200) throw new Error(set.text)
}

export async function totpOn({ clock }: TestService, page: Page) {
  const secret = await page.locator('.secret').innerText()
  return totpAt(secret.replaceAll(' ', ''), clock.now())
}

/** By a call first, then an authenticator, in the order of the documents; then the settings. */
export async function* walkSetUp(walker: Walker) {
  const { service, page } = walker
  await startAsking(service)
  await addUserWithLogin(service, { userId: 'noor', name: 'noor' })
  await logInOn(page, service, 'noor')
  yield 'choose a method'
  await page.locator('#method-voice').check()
  yield 'choose a call'
  await fillIn(page, { number: '020 1234567' })
  yield 'a number that is not called'
  await fillIn(page, { number: NUMBER })
  expectAt(page, /^\/set-up\/confirm\//)
  await service.phones.phone('+31612345683').waitForRing()
  yield 'the number is called'
  await fillIn(page, { code: '12' })
  yield 'the number is called, no code'
  await fillIn(page, { code: await codeOf(service, await newestRound(service, 'noor')) })
  yield 'choose a backup'
  await page.locator('#method-totp').check()
  await press(page)
  for (const summary of await page.locator('details summary').all()) await summary.click()
  yield 'authenticator'
  await fillIn(page, { code: '12' })
  yield 'authenticator, no code'
  await fillIn(page, { code: await totpOn(service, page) })
  expectAt(page, /^\/set-up\/codes$/)
  yield 'recovery codes to come'
  await press(page)
  yield 'recovery codes'
  await page.goto(`${service.home}/set-up/done`)
  yield 'done'
  await page.goto(`${service.home}/panel`)
  yield 'home, all set'
  await page.goto(`${service.home}/set-up/choose`)
  yield 'choose another method'
  yield* walkSettings(walker)
}

async function* walkSettings({ service, page }: Walker) {
  const settings = `${service.home}/panel/2fa`
  const firstLink = async (end: string) => {
    await page.goto(settings)
    await page.locator(`.factor a[href$="${end}"]`).last().click()
    await page.waitForLoadState()
  }
  await page.goto(settings)
  yield 'settings'
  await page.locator('.factor .links a').first().click()
  await page.waitForURL(/2fa\/fa_/)
  yield 'name of a method'
  await fillIn(page, { label: 'Mijn heel lange naam voor een telefoon die maar niet ophoudt' })
  yield 'settings, saved'
  await press(page, 'form[action$="/panel/2fa/codes"] button')
  yield 'new recovery codes'
  await firstLink('/remove')
  yield 'remove a method'
  service.clock.advance(6 * MINUTE_MS)
  await press(page)
  yield 'a proof is wanted first'
  await page.goto(`${settings}?fault=last-factor`)
  yield 'settings, with a fault'
}

/** The app: not paired, paired, and when its code is over. */
export async function* walkPairing({ service, page }: Walker) {
  await addUserWithLogin(service, { userId: 'app', name: 'app' })
  await logInOn(page, service, 'app')
  await page.locator('#method-app').check()
  await press(page)
  yield 'pair the app'
  await fillIn(page, { code: '123456' })
  yield 'pair the app, too early'
  await pairApp(service, await page.locator('code.digits').innerText())
  await page.goto(page.url())
  yield 'the app is paired'
  service.clock.advance(5 * MINUTE_MS)
  await page.reload()
  yield 'its code is over'
  await page.goto(`${service.home}/app`)
  await page.locator('#pair-form').waitFor()
  yield 'the app itself'
}
