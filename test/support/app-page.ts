import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { codeOf } from './code-of.ts'
import { addApp } from './phone-app.ts'
import type { Json, TestService } from './test-service.ts'
import { PASSWORD } from './visitor.ts'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The app as a page, in a browser of its own, with everything that it said and asked. */
export interface AppPage {
  readonly page: Page
  /** Errors and warnings: a refused style, a broken script. */
  readonly complaints: string[]
  /** Every address that it asked for. */
  readonly asked: string[]
}

interface Options extends BrowserContextOptions {
  /** Behind `/app`. */
  readonly address?: string
  /** Runs in the page before anything else. */
  readonly atFirst?: string
}

export async function openAppPage(
  browser: Browser,
  { home }: Pick<TestService, 'home'>,
  { address = '', atFirst = '', ...options }: Options = {},
): Promise<AppPage> {
  const context = await browser.newContext({ locale: 'nl-NL', ...options })
  onTestFinished(() => context.close())
  const complaints: string[] = []
  const asked: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => {
    const isExpected = /the server responded with a status of 4|ERR_INTERNET/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isExpected)
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  context.on('request', (request) => asked.push(request.url()))
  await page.addInitScript(atFirst)
  await page.goto(`${home}/app${address}`)
  return { page, complaints, asked }
}

/** A user with an app that was added and not yet paired. */
export async function userToPair(service: TestService, userId = 'anna'): Promise<Json> {
  await service.put(`/v1/users/${userId}`, {})
  return addApp(service, userId)
}

export async function typePairingCode(page: Page, code: string, name = 'Pixel 9') {
  await page.locator('#pairing-code').fill(code)
  await page.locator('#device-name').fill(name)
  await page.locator('#pair-form button').click()
}

/** Inside the app, instead of with a pairing code. */
export async function logInOnApp(page: Page, { name = 'anna', password = PASSWORD } = {}) {
  const form = page.locator('#log-in-form')
  if (!(await form.isVisible())) await page.locator('details summary').first().click()
  await page.locator('#log-in').fill(name)
  await page.locator('#password').fill(password)
  await form.locator('button').click()
}

/** Pairs the page with a new app of the user, and confirms that by the code that it shows. */
export async function pairPage(page: Page, service: TestService, userId = 'anna'): Promise<string> {
  const { pairingCode, factor } = await userToPair(service, userId)
  await typePairingCode(page, pairingCode)
  const code = await shownCode(page)
  const path = `/v1/users/${userId}/factors/${factor.id}/confirm`
  const confirmed = await service.post(path, { code })
  expect(confirmed.status, confirmed.text).toBe(200)
  await page.locator('#waiting').waitFor()
  return factor.id
}

/** What the newest card shows, without the space between its halves. */
export async function shownCode(page: Page): Promise<string> {
  const text = await page.locator('article .code [aria-hidden]').first().innerText()
  return text.replace(' ', '')
}

export async function openLogin(service: TestService, context: object = {}, userId = 'anna') {
  const opened = await service.post('/v1/challenges', { userId, context })
  expect(opened.status, opened.text).toBe(201)
  const id: string = opened.body.id
  return { id, code: await codeOf(service, id) }
}

/** No flaw that axe sees, nothing wider than the screen, and controls that a finger can hit. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  const flaws = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  )
  expect(flaws).toEqual([])
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow)).toBe(0)
  for (const button of await page.locator('#app button:visible, #app input:visible').all()) {
    const box = await button.boundingBox()
    if (box) expect(box.height, await button.innerText()).toBeGreaterThanOrEqual(44)
  }
}
