import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { requireChromium } from '../support/requirements.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const { path, missing } = requireChromium()
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const desk = { width: 1280, height: 900 }
const narrow = { width: 320, height: 640 }

const docs = ['/docs', '/docs/factors', '/docs/helpdesk']
const fixed = ['/', '/?lang=en', ...docs, '/problems', '/problems/number-refused']
const pages: [string, (service: TestService) => Promise<string>][] = [
  ...fixed.map((path): (typeof pages)[number] => [path, async () => path]),
  ['where a code is typed', openedPage],
]

describe.skipIf(missing)('the pages that explain', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path ?? '', args: flags })
  })
  afterAll(() => browser?.close())

  /** A page that throws when it says anything on its console: a refused style, a broken script. */
  async function visit(address: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(address)
    return { page, complaints, [Symbol.asyncDispose]: () => context.close() }
  }

  it.each(pages)('%s has no flaw that axe can see, and fits 320 pixels', async (_name, open) => {
    const service = await startTestService()
    const address = service.home + (await open(service))
    await using light = await visit(address, { colorScheme: 'light', viewport: narrow })
    expect(await light.page.evaluate('document.documentElement.scrollWidth')).toBe(narrow.width)
    expect(await flawsOf(light.page)).toEqual([])
    await using dark = await visit(address, { colorScheme: 'dark', viewport: desk })
    expect(await flawsOf(dark.page)).toEqual([])
    expect([...light.complaints, ...dark.complaints]).toEqual([])
  })

  it('can be walked by keyboard: the first stop leads past the header', async () => {
    const { home } = await startTestService()
    await using visited = await visit(`${home}/docs`)
    const { page } = visited
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })

  it('makes the phone ring, follows the call while a code is typed, and says that it is right', async () => {
    const service = await startTestService()
    const phone = service.phones.phone(NUMBER)
    await using visited = await visit(service.home)
    const { page } = visited

    await page.getByLabel('Mobiel nummer').fill(NUMBER)
    await page.getByRole('button', { name: 'Bel mij' }).dblclick()
    await phone.waitForRing()
    await page.getByText('De telefoon gaat over.').waitFor()
    await page.getByLabel('Verificatiecode').fill('12')
    await phone.answer()
    await page.getByText('Opgenomen.').waitFor()
    expect(await page.getByLabel('Verificatiecode').inputValue()).toBe('12')

    const code = await codeOf(service, idOn(page))
    await typeCode(page, wrongCodeFor(code))
    await page.getByText('U heeft nog 4 pogingen.').waitFor()
    await typeCode(page, `${code.slice(0, 3)} ${code.slice(3)}`)
    await page.getByRole('heading', { name: 'Klaar! Gefeliciteerd!' }).waitFor()
    expect(await flawsOf(page)).toEqual([])
    expect(visited.complaints).toEqual([])
  })

  it('sees that the call was reported, without being touched', async () => {
    const service = await startTestService()
    await using visited = await visit(service.home + (await openedPage(service)))
    const phone = service.phones.phone(NUMBER)
    await phone.waitForRing()
    await phone.answer()
    await phone.waitForQuestion()
    await phone.press('9')
    await visited.page.getByRole('heading', { name: 'Gemeld: dit was ik niet' }).waitFor()
  })

  it('works without JavaScript', async () => {
    const service = await startTestService()
    await using visited = await visit(service.home, { javaScriptEnabled: false })
    const { page } = visited
    await page.getByRole('button', { name: 'Bel mij' }).click()
    await service.phones.phone(NUMBER).waitForRing()
    await page.getByRole('link', { name: 'Stand verversen' }).click()
    await page.getByText('De telefoon gaat over.').waitFor()

    await typeCode(page, await codeOf(service, idOn(page)))
    await page.getByRole('heading', { name: 'Klaar! Gefeliciteerd!' }).waitFor()
  })
})

/** The page of a challenge that was opened from the start page. */
async function openedPage({ home }: TestService): Promise<string> {
  const body = new URLSearchParams({ number: NUMBER, once: 'on_0123456789abcdef0123' })
  const answer = await fetch(`${home}/demo/ring`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: home },
    body,
  })
  return answer.headers.get('location') ?? 'nowhere'
}

async function typeCode(page: Page, code: string) {
  await page.getByLabel('Verificatiecode').fill(code)
  await page.getByRole('button', { name: 'Doorgaan' }).click()
}

function idOn(page: Page) {
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

async function flawsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
