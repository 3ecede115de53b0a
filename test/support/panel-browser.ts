import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { requireChromium } from './requirements.ts'
import type { TestService } from './test-service.ts'
import { PASSWORD } from './visitor.ts'

const chromiumHere = requireChromium()
export const noChromium = chromiumHere.missing

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What the same page may get wrong in other colours or at another width. */
const byLooks = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'scrollable-region-focusable',
]
const narrow = { width: 320, height: 640 }
/** 1280 pixels at a zoom of 200 %. */
const zoomed = { width: 640, height: 450 }
const desk = { width: 1280, height: 900 }

export const launch = () =>
  chromium.launch({ executablePath: chromiumHere.path ?? '', args: flags })

/** A page whose test fails when it says anything on its console: a refused style, a broken script. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'nl-NL', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // Chromium says so of every answer that is a refusal.
    const isRefusal = /the server responded with a status of 4\d\d/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

export async function logInOn(page: Page, { home }: TestService, name = 'anna') {
  await page.goto(`${home}/login`)
  await page.locator('input[name="name"]').fill(name)
  await page.locator('input[name="password"]').fill(PASSWORD)
  await page.locator('main form button').first().click()
  await page.waitForURL((url) => url.pathname !== '/login')
}

type Look = readonly ['light' | 'dark', typeof desk]
/** By day and by night, in each language at another width. */
export const looks = {
  nl: [
    ['light', narrow],
    ['dark', desk],
  ],
  en: [
    ['dark', narrow],
    ['light', desk],
  ],
} as const satisfies Record<string, readonly Look[]>

/** No flaw that axe can see, by day and by night, and nothing wider than the screen, also zoomed in. */
export async function inspect(page: Page, state: string, how: readonly Look[] = looks.nl) {
  for (const [turn, [scheme, size]] of how.entries()) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize(size)
    const seen = `${state}, ${scheme}, ${size.width} px`
    // The modern mode opens a page to gather frames in; these pages have none.
    const axe = new AxeBuilder({ page }).setLegacyMode()
    const runOnly = turn === 0 ? wcag : byLooks
    const { violations } = await axe.options({ runOnly, resultTypes: ['violations'] }).analyze()
    const flaws = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
    expect(flaws, seen).toEqual([])
    await expectFits(page, seen)
  }
  await page.setViewportSize(zoomed)
  await expectFits(page, `${state}, zoomed in`)
}

const cutWords = `[...document.querySelectorAll('header *, main *')]
  .filter((one) => !one.matches('input, textarea, .unseen, svg, svg *, .scroll[tabindex="0"]'))
  .filter((one) => one.clientWidth > 0)
  .filter((one) => getComputedStyle(one).overflowX !== 'visible')
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 200))`

/** Nothing scrolls sideways, and no words are cut off. */
async function expectFits(page: Page, seen: string) {
  const width = page.viewportSize()?.width
  expect(await page.evaluate('document.documentElement.scrollWidth'), seen).toBe(width)
  expect(await page.evaluate(cutWords), seen).toEqual([])
}

/** The same page in the other language and back. */
export async function inspectBoth(page: Page, state: string) {
  await inspect(page, state)
  await page.locator('a.language').click()
  await page.locator('html[lang="en"]').waitFor()
  await inspect(page, `${state} in English`, looks.en)
  await page.locator('a.language').click()
  await page.locator('html[lang="nl"]').waitFor()
}

/** As long as it takes to look at every state of a journey. */
export const LOOKING_MS = 600_000
