import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { act, addKnown, because, MINUTE_MS, openHelpdesk, pathOf } from '../support/panel-agent.ts'
import {
  inspect,
  LOOKING_MS,
  launch,
  logInOn,
  noChromium,
  openPage,
} from '../support/panel-browser.ts'
import { totpAt } from '../support/panel-user.ts'

type Helpdesk = Awaited<ReturnType<typeof openHelpdesk>>

describe.skipIf(noChromium)('the helpdesk, in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  /** Kim, who is in, at the first page of the helpdesk. */
  async function enter({ service, kim }: Helpdesk, options: Parameters<typeof openPage>[1] = {}) {
    const page = await openPage(browser, options)
    service.clock.advance(MINUTE_MS)
    await logInOn(page, service, 'kim')
    await page.locator('#code').fill(totpAt(kim.secret, service.clock.now()))
    await page.locator('main form button.button').first().click()
    await page.waitForURL('**/panel')
    await page.goto(`${service.home}/helpdesk`)
    return page
  }

  it('an agent completes a reset by keyboard, and unticks what is not lost', {
    timeout: LOOKING_MS,
  }, async () => {
    const helpdesk = await openHelpdesk()
    const { service, lee } = helpdesk
    await addKnown(service, 'anna')
    await act(lee, { userId: 'anna', act: 'reset' })
    service.clock.advance(24 * 60 * MINUTE_MS)
    const page = await enter(helpdesk)
    await page.goto(service.home + pathOf('anna'))
    await page.getByRole('link', { name: 'Reset uitvoeren' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('input[type="checkbox"]').first().focus()
    await page.keyboard.press('Space')
    await page.locator('#reason').focus()
    await page.keyboard.type(because)
    await page.keyboard.press('Enter')
    await page.getByText('Kies ten minste één methode.').waitFor()
    await inspect(page, 'nothing is lost')
    await page.locator('input[type="checkbox"]').first().focus()
    await page.keyboard.press('Space')
    await page.locator('#reason').focus()
    await page.keyboard.press('Enter')
    await page.getByText('anna Jansen verliest: Authenticator').waitFor()
    await inspect(page, 'sure to complete')
    await page.getByRole('button', { name: 'Ja, doen' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('De methodes zijn weg.').waitFor()
    await inspect(page, 'completed')
  })
})
