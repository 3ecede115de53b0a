import type { Page } from 'playwright-core'
import type { TestService } from '../test-service.ts'

/** One person, with a browser that is logged out, on the way through pages. */
export interface Walker {
  readonly service: TestService
  readonly page: Page
  /** Another browser. */
  readonly open: () => Promise<Page>
}

/** A state that somebody looks at before the walk goes on, on the walker's page unless it says which. */
export type State = string | readonly [state: string, page: Page]

export type Walk = (walker: Walker) => AsyncGenerator<State>

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** Presses what stands first, whatever it is called in this language, and waits for what comes. */
export async function press(page: Page, button = 'main form button.button') {
  const came = page.waitForEvent('framenavigated')
  // What says that it is disabled can be pressed all the same, and answers why not.
  await Promise.all([came, page.locator(button).first().click({ force: true })])
  await page.waitForLoadState()
}

export async function fillIn(page: Page, fields: Readonly<Record<string, string>>) {
  for (const [id, text] of Object.entries(fields)) await page.locator(`#${id}`).fill(text)
  await press(page)
}

/** Nothing but what a page was to be reached for: a walk that went astray looks at another page. */
export function expectAt(page: Page, path: RegExp) {
  const { pathname } = new URL(page.url())
  if (!path.test(pathname)) throw new Error(`Expected ${path}, not ${pathname}`)
}
