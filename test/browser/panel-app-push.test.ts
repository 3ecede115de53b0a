import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAppPage, openLogin, pairPage, shownCode } from '../support/app-page.ts'
import { eventually } from '../support/eventually.ts'
import { startPushService, toLoopback } from '../support/push-service.ts'
import { requireChromium } from '../support/requirements.ts'
import { type Json, startTestService } from '../support/test-service.ts'

const { path, missing } = requireChromium()
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']

describe.skipIf(missing)('notifications of the app as a page', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path ?? '', args: flags })
  })
  afterAll(() => browser?.close())

  it('a login wakes the worker, whose notification tells nothing of the code', async () => {
    const { service, page, pushes, subscriber, complaints } = await withPage(browser)
    await page.getByText('een melding staat ook op een vergrendeld scherm').first().waitFor()
    await page.getByRole('button', { name: 'Meldingen aanzetten' }).click()
    await page.getByText('Meldingen staan aan.').waitFor()
    expect(complaints).toEqual([])

    const worker = await findWorker(page)
    await page.goto('about:blank')
    const { code } = await openLogin(service, { ip: '198.51.100.7' })
    const { body } = await pushes.nthPush(1)
    const sealed = subscriber.read(body)
    expect(sealed.split('.')).toHaveLength(5)
    await worker.deliver(sealed)

    await page.goto(`${service.home}/login`)
    const [shown] = await eventually(
      () => notificationsOf(page),
      ({ length }) => length > 0,
    )
    expect(shown).toMatchObject({
      ...{ title: 'Er wordt ingelogd bij Demo', body: 'Tik om de code te zien' },
      ...{ tag: 'login-code', lang: 'nl', data: null },
    })
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${code}|198\\.51`))

    await page.goto(`${service.home}/app`)
    await page.locator('article').waitFor()
    expect(await shownCode(page)).toBe(code)
    await eventually(
      () => notificationsOf(page),
      ({ length }) => length === 0,
    )
  })

  it('are turned off, and end with the pairing', async () => {
    const { service, page, pushes } = await withPage(browser)
    await page.getByRole('button', { name: 'Meldingen aanzetten' }).click()
    await page.getByRole('button', { name: 'Meldingen uitzetten' }).click()
    await page.getByRole('button', { name: 'Meldingen aanzetten' }).waitFor()
    await openLogin(service)
    await page.locator('article').waitFor()
    expect(pushes.pushed).toEqual([])

    await page.getByRole('button', { name: 'Meldingen aanzetten' }).click()
    await page.getByText('Meldingen staan aan.').waitFor()
    await page.getByRole('button', { name: 'Deze app ontkoppelen' }).click()
    await page.getByRole('button', { name: 'Ja, ontkoppelen' }).click()
    await page.getByText('Deze app is ontkoppeld').waitFor()
    expect(await page.evaluate('window.subscribed')).toBe(false)
    const worker = await findWorker(page)
    await worker.deliver('a push that was under way')
    await page.reload()
    expect(await notificationsOf(page)).toEqual([])
  })

  it('an address that the service refuses is said to have come to nothing', async () => {
    const { page } = await withPage(browser, 'http://10.0.0.1/push')
    await page.getByRole('button', { name: 'Meldingen aanzetten' }).click()
    await page.getByText('Meldingen aanzetten is niet gelukt').waitFor()
    await page.getByRole('button', { name: 'Meldingen aanzetten' }).waitFor()
  })
})

/** A paired page whose browser subscribes at a push service on this machine. */
async function withPage(browser: Browser, endpoint?: string) {
  const service = await startTestService({ parts: { publicFetch: toLoopback } })
  const pushes = await startPushService()
  const subscriber = pushes.subscribe()
  const subscription = { ...subscriber.subscription, ...(endpoint && { endpoint }) }
  const { page, complaints } = await openAppPage(browser, service, {
    permissions: ['notifications'],
    atFirst: subscribeAt(subscription),
  })
  await pairPage(page, service)
  return { service, page, pushes, subscriber, complaints }
}

/** This chromium knows no push service: what it would answer, in the page alone. */
function subscribeAt(subscription: Json) {
  return `
    window.subscribed = false
    const subscription = {
      toJSON: () => (${JSON.stringify(subscription)}),
      unsubscribe: async () => { window.subscribed = false },
    }
    PushManager.prototype.getSubscription = async () => window.subscribed ? subscription : null
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
      if (!userVisibleOnly || applicationServerKey.length !== 87) throw new Error('refused')
      window.subscribed = true
      return subscription
    }`
}

/** The worker as the browser's push service reaches it: also while no page of it is open. */
async function findWorker(page: Page) {
  await page.evaluate('navigator.serviceWorker.ready')
  const { origin } = new URL(page.url())
  const devtools = await page.context().newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${origin}/app`)
      if (own) resolve(own.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  const registrationId = await found
  return {
    deliver: (data: string) =>
      devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data }),
  }
}

async function notificationsOf(page: Page) {
  return page.evaluate(`navigator.serviceWorker.getRegistration('/app')
    .then((registration) => registration.getNotifications())
    .then((all) => all.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data })))`) as Promise<
    Json[]
  >
}
