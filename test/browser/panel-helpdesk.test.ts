import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { eventually } from '../support/eventually.ts'
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
import type { TestService } from '../support/test-service.ts'
import { addUserWithLogin } from '../support/visitor.ts'

type Helpdesk = Awaited<ReturnType<typeof openHelpdesk>>

const narrow = { width: 320, height: 640 }
const desk = { width: 1280, height: 900 }
const views = {
  nl: [
    ['light', narrow],
    ['dark', desk],
  ],
  en: [
    ['dark', narrow],
    ['light', desk],
  ],
} as const
const names = {
  nl: { reset: 'Reset aanvragen', extension: 'Uitstel geven', code: 'Koppelcode geven' },
  en: { reset: 'Request a reset', extension: 'Give an extension', code: 'Give a pairing code' },
} as const

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

  it.each(['nl', 'en'] as const)(
    '%s: no flaw that axe can see on any page',
    {
      timeout: LOOKING_MS,
    },
    async (language) => {
      const helpdesk = await openHelpdesk()
      const { service, lee } = helpdesk
      await troubled(helpdesk)
      const page = await enter(helpdesk, { locale: language })
      const look = (state: string) => inspect(page, `${state}, ${language}`, views[language])
      const { code, extension, reset } = names[language]

      await look('find')
      await find(page, 'niemand')
      await page.locator('.fault').waitFor()
      await look('nothing found')
      await find(page, await referenceOf(service))
      await page.locator('.rows a').waitFor()
      await look('a refusal')
      await page.locator('.rows a').click()
      await page.getByRole('link', { name: extension }).waitFor()
      await look('a user whom nothing rings')

      for (const name of [extension, code]) {
        await page.goto(service.home + pathOf('anna'))
        await page.getByRole('link', { name }).click()
        await look(`${name}, form`)
        await page.locator('#reason').fill(' .')
        await page.locator('main form button').click()
        await page.locator('.fault').waitFor()
        await look(`${name}, with a fault`)
        await page.locator('#reason').fill(because)
        await page.locator('main form button').click()
        await page.getByText(because).waitFor()
        await look(`${name}, sure`)
        await page.locator('main form button').click()
        await page.locator('.digits, .notice.good').first().waitFor()
        await look(`${name}, done`)
      }

      await page.goto(service.home + pathOf('boss'))
      await page.getByRole('link', { name: reset }).click()
      await page.locator('#reason').fill(because)
      await page.locator('main form button').click()
      await page.locator('main form button').click()
      await page.locator('.notice.good').waitFor()
      await look('a reset that waits for a second person')
      await page.goto(service.home + pathOf('kim'))
      await look('oneself')
      expect((await act(lee, { userId: 'boss', act: 'approve' })).status).toBe(200)
      service.clock.advance(6 * MINUTE_MS)
      await page.goto(service.home + pathOf('boss', 'cancel'))
      await look('a proof is asked for')
      await page.goto(`${service.home}${pathOf('nobody')}`)
      await page.locator('.fault').waitFor()
    },
  )

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

async function find(page: Page, sought: string) {
  await page.locator('#sought').fill(sought)
  await page.locator('main form button').click()
}

/** Anna said "not me" while she set up her phone; an administrator has everything. */
async function troubled({ service, kim }: Helpdesk) {
  const displayName = 'Anna <b>de</b> Vries \u202eעברית'
  await addUserWithLogin(service, { displayName })
  await addKnown(service, 'boss', { role: 'admin' })
  const enforceAt = new Date(service.clock.now() + 24 * 60 * MINUTE_MS).toISOString()
  await service.patch('/v1/policy', { enforceAt })
  const wish = { method: 'voice', number: NUMBER, label: 'Mijn heel lange naam voor een telefoon' }
  await service.post('/v1/users/anna/factors', wish)
  const phone = service.phones.phone(NUMBER)
  await phone.waitForRing()
  await phone.answer()
  await phone.waitForQuestion()
  await phone.press('9')
  await eventually(
    () => kim.visitor.get(pathOf('anna')),
    ({ text }) => text.includes('Er wordt nu niet gebeld'),
  )
  const refused = await service.post('/v1/users/anna/factors', wish)
  expect(refused.body.reference).toBeDefined()
}

async function referenceOf({ store }: TestService): Promise<string> {
  const { about } = await store
    .selectFrom('audit_events')
    .select('about')
    .where('kind', '=', 'challenge.refused')
    .executeTakeFirstOrThrow()
  return about
}
