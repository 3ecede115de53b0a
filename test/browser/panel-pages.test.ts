import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOn, pageRoutes } from '../support/page-routes.ts'
import {
  inspect,
  LOOKING_MS,
  launch,
  looks,
  noChromium,
  openPage,
} from '../support/panel-browser.ts'
import { startTestService } from '../support/test-service.ts'
import { leadOn, walks } from '../support/walks/index.ts'

const rules = {
  ...{ siteName: 'Callvoip', appName: 'Qaller', brand: { color: '#f08700' }, gate: 'match' },
  support: { phone: '050 820 0000', mail: 'support@panel.example' },
}

/**
 * One walk through every page in every state, in each language; by day and by night, at 320 pixels
 * and zoomed in twice.
 */
describe.skipIf(noChromium)('every page of the panel, in every state', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it.each(['nl', 'en'] as const)(
    '%s: has no flaw that axe can see, scrolls one way alone and cuts no words',
    { timeout: LOOKING_MS },
    async (language) => {
      const service = await startTestService()
      expect((await service.patch('/v1/policy', rules)).status).toBe(200)
      const states = new Set<string>()
      const paths = new Set<string>()
      const look = async (state: string, page: Page) => {
        expect(states, 'each state has a name of its own').not.toContain(state)
        states.add(state)
        paths.add(new URL(page.url()).pathname)
        expect(await page.locator('html').getAttribute('lang'), state).toBe(language)
        await inspect(page, `${state}, ${language}`, looks[language])
      }

      for (const walk of Object.values(walks)) {
        const open = () => openPage(browser, { locale: language })
        const page = await open()
        for await (const state of walk({ service, page, open }))
          await (typeof state === 'string' ? look(state, page) : look(...state))
      }
      const routes = pageRoutes(service.service.app.printRoutes({ commonPrefix: false }))
      expect(routes.length).toBeGreaterThan(25)
      const forgotten = routes.filter((route) => [...paths].every((path) => !isOn(route, path)))
      expect(forgotten.filter((route) => !leadOn.includes(route))).toEqual([])
    },
  )
})
