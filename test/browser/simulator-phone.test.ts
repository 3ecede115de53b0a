import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  addDialogue,
  response,
  someone,
  startSimulator,
  type TestSimulator,
} from '../contract/simulator/start-simulator.ts'

const executablePath = '/usr/bin/chromium'
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Counts what begins to sound, with the second at which it begins in its file. */
const noteSounds = `
  window.sounds = []
  const start = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (when, offset) {
    window.sounds.push({ seconds: this.buffer.duration, offset, state: this.context.state })
    return start.call(this, when, offset)
  }`

describe.skipIf(!existsSync(executablePath))('the phone on the page', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: flags })
  })
  afterAll(async () => browser.close())

  it('rings, is answered by Enter, takes a key, plays every sound of the call, and hangs up by Escape', async () => {
    const { page, simulator } = await openPage(browser)
    addDialogue(simulator.pages)
    await page.getByText('Nog geen telefoon gebeld').waitFor()
    await simulator.call()
    await page.getByRole('button', { name: 'Opnemen' }).waitFor()
    expect(await page.locator('article .caller').innerText()).toBe('van +31 85 000 0000')
    await page.keyboard.press('Enter')
    await page.locator('.line', { hasText: 'digit-4' }).waitFor()
    await page.keyboard.press('4')
    await page.locator('.line', { hasText: 'digit-8' }).waitFor()
    await expect
      .poll(() => simulator.receivedAt('/gate'))
      .toMatchObject([{ params: { Digits: '4' } }])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Opname (WAV)' }).waitFor()
    const sounds = (await page.evaluate('window.sounds')) as { offset: number; state: string }[]
    expect(sounds.length).toBeGreaterThanOrEqual(4)
    expect(sounds.every(({ offset, state }) => offset < 0.4 && state === 'running')).toBe(true)
    const call = await simulator.phones.phone(someone).waitForEnd()
    expect(call.transcript.at(-1)).toMatchObject({ kind: 'hang-up', by: 'callee' })
  })

  it('is declined by Escape, and answered by a click', async () => {
    const { page, simulator } = await openPage(browser)
    simulator.pages.set('/answer', response('<Gather timeout="60"/>'))
    await simulator.call()
    await page.getByRole('button', { name: 'Opnemen' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('bezet').waitFor()
    await simulator.call()
    await page.getByRole('button', { name: 'Opnemen' }).click()
    await page.locator('.state', { hasText: 'wacht op een toets' }).waitFor()
    await page.getByRole('button', { name: 'Toets #' }).click()
    await page.locator('.line.key', { hasText: '#' }).waitFor()
  })

  it('keeps the focus on the key that was pressed while the transcript goes on', async () => {
    const { page, simulator } = await openPage(browser)
    const loop = '<Gather timeout="60" finishOnKey=""><Play>/prompts/a.wav</Play></Gather>'
    simulator.pages.set('/answer', response(loop))
    await simulator.call()
    await page.getByRole('button', { name: 'Opnemen' }).click()
    await page.getByRole('button', { name: 'Toets 5' }).focus()
    for (let presses = 1; presses <= 3; presses += 1) {
      await page.keyboard.press('Enter')
      await expect.poll(() => page.locator('.line.key').count()).toBe(presses)
    }
    expect(await page.evaluate('document.activeElement.dataset.key')).toBe('5')
  })

  it('says in a live region what happens', async () => {
    const { page, simulator } = await openPage(browser)
    await simulator.call()
    await page.getByRole('button', { name: 'Opnemen' }).waitFor()
    expect(await page.locator('#announce[role="status"]').innerText()).toBe(
      '+31 6 1234 5678: Inkomende oproep',
    )
  })

  it('is shown for a number that is typed, and gets another callee', async () => {
    const { page, simulator } = await openPage(browser)
    await page.getByLabel('Telefoonnummer').fill('hallo')
    await page.keyboard.press('Enter')
    await page.getByText('Dit is geen telefoonnummer').waitFor()
    await page.getByLabel('Telefoonnummer').fill('06 12345678')
    await page.keyboard.press('Enter')
    await page.getByLabel('Wie neemt er op?').selectOption({ label: 'Weigert' })
    await expect
      .poll(() => fetch(`${simulator.simulatorUrl}/phones`).then((answer) => answer.json()))
      .toMatchObject([{ number: someone, callee: 'declines' }])
  })

  it('speaks English', async () => {
    const { page, simulator } = await openPage(browser)
    await page.getByRole('link', { name: 'English' }).click()
    await simulator.call()
    await page.getByRole('button', { name: 'Answer' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  it.each<[string, BrowserContextOptions]>([
    ['on a phone of 320 px', { viewport: { width: 320, height: 640 } }],
    ['on a desk, in the dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ])('meets WCAG 2.2 AA in every state, %s', async (_, options) => {
    const { page, simulator } = await openPage(browser, options)
    simulator.pages.set('/answer', response('<Gather timeout="60"><Say>vier</Say></Gather>'))
    await expectAccessible(page)
    await simulator.call()
    await page.getByRole('button', { name: 'Opnemen' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.locator('.line.listen').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Opname (WAV)' }).waitFor()
    await expectAccessible(page)
  })
})

async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; simulator: TestSimulator }> {
  const simulator = await startSimulator({ speed: 1 })
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    const failed = /the server responded with a status of 422/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !failed) faults.push(message.text())
  })
  page.on('pageerror', (fault) => faults.push(fault.message))
  await page.addInitScript(noteSounds)
  await page.goto(simulator.simulatorUrl)
  await page.getByText('Verbonden').waitFor()
  onTestFinished(async () => {
    await context.close()
    await simulator.close()
    expect(faults).toEqual([])
  })
  return { page, simulator }
}

/** No violation, nothing wider than the screen, and every control large enough for a finger. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(overflow)).toBe(0)
  for (const control of await page.locator('button, select, input, a').all()) {
    const box = await control.boundingBox()
    if (box) expect(box.height, await control.innerText()).toBeGreaterThanOrEqual(44)
  }
}
