import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { readConfig } from '../src/config.ts'
import { DEMO_PASSWORD } from '../src/demo-users.ts'
import { freePort } from '../src/platform/free-port.ts'
import { createService } from '../src/service.ts'
import { createPhoneClient, type PhoneClient } from '../src/simulator/index.ts'
import { codeHeard } from '../test/support/call-flow.ts'
import { eventually } from '../test/support/eventually.ts'
import { requireChromium } from '../test/support/requirements.ts'
import { createTestClock } from '../test/support/test-clock.ts'
import { toPalettePng } from './to-palette-png.ts'

/** Takes the pictures of `docs/screens` from a demo of its own: `npm run screens`. */

const folder = new URL('./screens/', import.meta.url).pathname
const BYTES_MOST = 80 * 1024
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const visitor = {
  locale: 'nl-NL',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
}
const gateDigit = /^digit-(\d)/

interface Demo {
  readonly home: string
  readonly key: string
  readonly phones: PhoneClient
  readonly pass: (ms: number) => void
}

interface Picture {
  readonly name: string
  readonly says: string
}

interface Looks {
  readonly scheme?: 'light' | 'dark'
  readonly width?: 1280 | 320
}

const taken: Picture[] = []

async function take(page: Page, name: string, says: string, looks: Looks = {}) {
  const { scheme = 'light', width = 1280 } = looks
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: width === 320 ? 640 : 760 })
  await page.evaluate('document.fonts.ready')
  const picture = toPalettePng(await page.screenshot({ fullPage: true }))
  if (picture.length > BYTES_MOST)
    throw new Error(`${name}.png has ${Math.ceil(picture.length / 1024)} kB`)
  writeFileSync(join(folder, `${name}.png`), picture)
  taken.push({ name, says })
}

async function press(page: Page, button = 'main form button.button') {
  await Promise.all([page.waitForEvent('framenavigated'), page.locator(button).first().click()])
  await page.waitForLoadState()
}

async function logIn(page: Page, { home }: Demo, name: string) {
  await page.goto(`${home}/login`)
  await page.locator('#name').fill(name)
  await page.locator('#password').fill(DEMO_PASSWORD)
  await press(page)
}

/** Types what whoever answers the phone of this number hears. */
async function hearAndType(page: Page, { phones }: Demo, number: string) {
  const phone = phones.phone(number)
  await phone.waitForRing()
  await phone.answer()
  await phone.waitForQuestion()
  const { sid } = (await phone.lastCall()) ?? { sid: '' }
  const asked = await eventually(
    () => phones.transcript(sid),
    (lines) => lines.some(({ text = '' }) => gateDigit.test(text)),
  )
  const [gate = ''] = asked.flatMap(({ text = '' }) => gateDigit.exec(text)?.[1] ?? [])
  await phone.press(gate)
  await phone.waitForEnd()
  await page.locator('#code').fill(codeHeard(await phones.transcript(sid)))
  await press(page)
}

async function takeLogin(page: Page, demo: Demo) {
  const { home } = demo
  await page.goto(home)
  await take(page, 'start', 'The start page of the demo, with its users')
  await page.goto(`${home}/login`)
  await take(page, 'login', 'Log in')
  await take(page, 'login-narrow', 'Log in, on a phone', { width: 320 })
  await page.locator('#name').fill('noor')
  await page.locator('#password').fill('niet mijn wachtwoord')
  await press(page)
  await take(page, 'login-wrong', 'A wrong password')
  await page.goto(`${home}/login/forgotten`)
  await take(page, 'password-forgotten', 'Forgotten password')
  await logIn(page, demo, 'vast')
  await take(page, 'locked', 'Whoever lost every method')
}

async function takeSetUp(page: Page, demo: Demo) {
  const { home } = demo
  await logIn(page, demo, 'nieuw')
  await take(page, 'set-up', 'Set-up: choose a method')
  await page.locator('#method-voice').check()
  await page.locator('#number').fill('06 12345679')
  await take(page, 'set-up-call', 'Set-up: a call to the mobile number')
  await take(page, 'set-up-narrow', 'Set-up, on a phone', { width: 320 })
  await press(page)
  await demo.phones.phone('+31612345679').waitForRing()
  await page.getByText('gaat over').waitFor()
  await take(page, 'set-up-called', 'Set-up: the number is called')
  await hearAndType(page, demo, '+31612345679')
  await page.locator('#method-app').check()
  await press(page)
  await take(page, 'set-up-app', 'Set-up: pair the app')
  const pairingCode = await page.locator('code.digits').innerText()
  await takeApp(page, demo, pairingCode)
  await page.goto(`${home}/set-up/choose`)
  await page.locator('#method-totp').check()
  await press(page)
  await take(page, 'set-up-authenticator', 'Set-up: add an authenticator')
}

/** The app is on another device; its code confirms it on the page that waits. */
async function takeApp(page: Page, { home }: Demo, pairingCode: string) {
  const context = await page.context().browser()?.newContext(visitor)
  if (!context) throw new Error('There is no browser any more')
  const app = await context.newPage()
  await app.goto(`${home}/app`)
  await app.locator('#pair-form').waitFor()
  await app.locator('#pairing-code').fill(pairingCode)
  await take(app, 'app-pair', 'The app, not paired yet', { width: 320 })
  await app.locator('#pair-form button').click()
  await app.locator('article').waitFor()
  await take(app, 'app-code', 'The app with a code', { width: 320 })
  const code = await app.locator('article .code [aria-hidden]').first().innerText()
  await page.locator('#code').fill(code)
  await press(page)
  await take(page, 'set-up-codes', 'Recovery codes to come')
  await press(page)
  await take(page, 'set-up-codes-shown', 'Recovery codes to print')
  await page.goto(`${home}/set-up/done`)
  await take(page, 'set-up-done', 'Done')
  await page.goto(`${home}/panel`)
  await take(page, 'panel', 'The panel')
  await page.goto(`${home}/panel/2fa`)
  await take(page, 'settings', '2FA settings')
  await take(page, 'settings-dark', '2FA settings, dark', { scheme: 'dark' })
  await context.close()
}

async function takeVerify(page: Page, demo: Demo) {
  const { home, phones, pass } = demo
  const phone = phones.phone('+31612345672')
  await logIn(page, demo, 'klaar')
  await phone.waitForRing()
  await page.getByText('gaat over').waitFor()
  await take(page, 'verify', 'A login: the phone rings')
  await phone.answer()
  await page.getByText('Opgenomen').waitFor()
  await take(page, 'verify-dark', 'A login: answered, dark', { scheme: 'dark' })
  await take(page, 'verify-narrow', 'A login: answered, on a phone', { width: 320 })
  await phone.hangUp()
  await page.getByText('is afgelopen').waitFor()
  await page.locator('#code').fill('12')
  await press(page)
  await take(page, 'verify-wrong', 'A login: this is no code')
  await page.goto(`${home}/verify/methods`)
  await take(page, 'verify-methods', 'Another method')
  pass(5 * MINUTE_MS)
  await page.goto(`${home}/verify`)
  await take(page, 'verify-expired', 'The code has expired')
}

async function takeHelpdesk(page: Page, demo: Demo) {
  const { home } = demo
  await logIn(page, demo, 'hulp')
  await hearAndType(page, demo, '+31612345675')
  await page.goto(`${home}/helpdesk`)
  await page.locator('#sought').fill('vast')
  await take(page, 'helpdesk', 'The helpdesk finds a user')
  await press(page)
  await take(page, 'helpdesk-user', 'What the helpdesk sees of a user')
  await page.goto(`${home}/helpdesk/users/vast/reset`)
  await page.locator('#reason').fill('Telefoon kwijt; teruggebeld op het bekende nummer')
  await press(page)
  await take(page, 'helpdesk-reset', 'The helpdesk asks for a reset')
}

/** The provider of the documents, halfway through the weeks in which a second step may wait. */
async function dress({ home, key }: Demo, now: number) {
  const iso = (at: number) => new Date(at).toISOString()
  const answer = await fetch(`${home}/v1/policy`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ siteName: 'Callvoip', appName: 'Qaller', brand: { color: '#f08700' } },
      ...{ announceAt: iso(now - 14 * DAY_MS), enforceAt: iso(now + 14 * DAY_MS) },
      support: { phone: '050 820 00 00', mail: 'support@panel.example' },
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

function writeGallery() {
  const pictures = taken.map(({ name, says }) => `## ${says}\n\n![${says}](${name}.png)\n`)
  const head =
    '# The pages\n\nMade by `npm run screens` from the demo. Most in Dutch, by day, 1280 pixels wide.\n'
  writeFileSync(join(folder, 'README.md'), [head, ...pictures].join('\n'))
}

async function withDemo(act: (demo: Demo, browser: Browser) => Promise<void>) {
  const data = mkdtempSync(join(tmpdir(), 'belcode-screens-'))
  const config = readConfig({
    PORT: String(await freePort()),
    DATABASE_URL: `file:${data}/belcode.db`,
    LOG_LEVEL: 'silent',
  })
  const clock = createTestClock()
  const service = await createService(config, { clock, simulatorSpeed: Infinity })
  const { path, missing } = requireChromium()
  if (path === null) throw new Error(missing)
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] })
  try {
    await service.start()
    const home = `http://127.0.0.1:${config.port}`
    const phones = createPhoneClient(`${home}/simulator`)
    const demo = { home, phones, key: service.demoKey ?? '', pass: clock.advance }
    await dress(demo, clock.now())
    await act(demo, browser)
  } finally {
    await browser.close()
    await service.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

mkdirSync(folder, { recursive: true })
await withDemo(async (demo, browser) => {
  for (const walk of [takeLogin, takeSetUp, takeVerify, takeHelpdesk]) {
    const context = await browser.newContext(visitor)
    await walk(await context.newPage(), demo)
    await context.close()
  }
})
writeGallery()
