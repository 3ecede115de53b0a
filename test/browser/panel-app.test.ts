import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openAppPage,
  openLogin,
  pairPage,
  shownCode,
  typePairingCode,
  userToPair,
} from '../support/app-page.ts'
import { eventually } from '../support/eventually.ts'
import { requireChromium } from '../support/requirements.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const { path, missing } = requireChromium()
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const desktop =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const elsewhere = { ip: '198.51.100.7', userAgent: desktop }

describe.skipIf(missing)('the app as a page', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path ?? '', args: flags })
  })
  afterAll(() => browser?.close())

  it('pairs with a typed code, and shows a login within a second, until its code was used', async () => {
    const service = await startTestService()
    const { page, complaints, asked } = await openAppPage(browser, service)
    const { pairingCode, factor } = await userToPair(service)
    await typePairingCode(page, ` ${pairingCode.toLowerCase().replace('-', ' ')} `)

    await page.getByText('Typ de code in het panel.').waitFor()
    const typed = { code: await shownCode(page) }
    const confirmed = await service.post(`/v1/users/anna/factors/${factor.id}/confirm`, typed)
    expect(confirmed.status, confirmed.text).toBe(200)
    await page.getByText('Gelukt. Deze app is gekoppeld').waitFor()
    await page.getByRole('heading', { name: 'Er is nu geen code' }).waitFor()

    const began = Date.now()
    const { id, code } = await openLogin(service, elsewhere)
    await page.locator('article').waitFor()
    expect(Date.now() - began).toBeLessThan(1_000)
    expect(await shownCode(page)).toBe(code)
    const card = page.locator('article')
    expect(await card.innerText()).toMatch(/Chrome, Windows[\s\S]*198\.51\.100\.7/)
    expect(await card.locator('.left').innerText()).toMatch(/^(5:00|4:5\d)$/)
    const heard = await page.locator('#announce[role=status]').textContent()
    expect(heard).toBe(`Nieuwe code: Inloggen bij Demo. ${[...code].join(' ')}`)

    expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
    await card.getByText('Deze code geldt niet meer').waitFor()
    expect(await page.content()).not.toContain(code)
    await card.getByRole('button', { name: 'Sluiten' }).click()
    await page.getByRole('heading', { name: 'Er is nu geen code' }).waitFor()
    expect(complaints).toEqual([])
    const secrets = [(await keptBy(page)).token, code, pairingCode]
    expect(asked.filter((url) => secrets.some((secret) => url.includes(secret)))).toEqual([])
  })

  it('copies the code, without its space', async () => {
    const service = await startTestService()
    const permissions = ['clipboard-read', 'clipboard-write']
    const { page } = await openAppPage(browser, service, { permissions })
    await pairPage(page, service)
    const { code } = await openLogin(service)
    await page.getByRole('button', { name: 'Kopieer code' }).click()
    await page.getByRole('button', { name: 'Gekopieerd' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code)
  })

  it('shows that the code was asked for again, on the same card', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    await pairPage(page, service)
    const { id, code } = await openLogin(service)
    await page.locator('article').waitFor()
    service.clock.advance(120_000)
    expect((await service.post(`/v1/challenges/${id}/resend`)).status).toBe(202)
    await page.getByText('Nogmaals gevraagd om').waitFor()
    expect(await page.locator('article').count()).toBe(1)
    expect(await shownCode(page)).toBe(code)
    expect(await page.locator('#announce').textContent()).toContain('nogmaals gevraagd')
  })

  it('"dit was ik niet" asks once more, ends that login, and says what happens next', async () => {
    const service = await startTestService()
    const { page, complaints } = await openAppPage(browser, service)
    await pairPage(page, service)
    // A user has one live code: the newer login takes the place of the older.
    await openLogin(service)
    const strange = await openLogin(service, elsewhere)
    await page.getByText('Er is vaker achter elkaar ingelogd').waitFor()
    expect(await page.locator('article').count()).toBe(2)

    const card = page.locator('article', { hasText: '198.51.100.7' })
    await card.getByRole('button', { name: 'Dit was ik niet' }).click()
    await card.getByRole('button', { name: 'Terug' }).click()
    expect(await statusOf(service, strange.id)).toBe('open')
    await card.getByRole('button', { name: 'Dit was ik niet' }).click()
    await card.getByRole('button', { name: 'Ja, dit was ik niet' }).click()

    await page.locator('#said').getByText('24 uur lang sturen we geen codes').waitFor()
    expect(await focusedId(page)).toBe('said')
    expect(await statusOf(service, strange.id)).toBe('reported')
    await page.locator('article').getByText('Deze code geldt niet meer').waitFor()
    expect(await page.locator('article').count()).toBe(1)
    expect((await service.post('/v1/challenges', { userId: 'anna' })).status).toBe(429)
    expect(complaints).toEqual([])
  })

  it('says that a report comes too late when somebody is in', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    await pairPage(page, service)
    const { id, code } = await openLogin(service, elsewhere)
    await page.locator('article').waitFor()
    await service.post(`/v1/challenges/${id}/verify`, { code })
    await page.locator('article').getByText('Deze code geldt niet meer').waitFor()
    await page.getByRole('button', { name: 'Dit was ik niet' }).click()
    await page.getByRole('button', { name: 'Ja, dit was ik niet' }).click()
    await page.getByText('Met deze code is al ingelogd').waitFor()
  })

  it('counts down, and shows no code that has run out, also without a connection', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    await page.clock.install()
    await page.reload()
    await pairPage(page, service)
    const { code } = await openLogin(service)
    await page.locator('article').waitFor()
    await page.context().setOffline(true)
    await page.getByText('Geen verbinding').waitFor()
    await page.clock.runFor(240_000)
    expect(await page.locator('.left').innerText()).toMatch(/^(0:5\d|1:0\d)$/)
    await page.clock.runFor(75_000)
    await page.locator('article').getByText('Deze code geldt niet meer').waitFor()
    expect(await page.content()).not.toContain(code)
  })

  it('keeps the pairing over a reload, with a key that cannot be taken out', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    await pairPage(page, service)
    await page.reload()
    await page.getByText('Verbonden').waitFor()
    const { code } = await openLogin(service)
    await page.locator('article').waitFor()
    expect(await shownCode(page)).toBe(code)
    expect(await keptBy(page)).toMatchObject({ extractable: false, exported: false })
  })

  it('leaves: nothing of it stays on the device or lets anybody in', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    await pairPage(page, service)
    const { token } = await keptBy(page)
    await page.getByRole('button', { name: 'Deze app ontkoppelen' }).click()
    await page.getByRole('button', { name: 'Ja, ontkoppelen' }).click()
    await page.getByText('Deze app is ontkoppeld').waitFor()
    await page.getByLabel('Koppelcode').waitFor()
    expect(await keptBy(page)).toBeNull()
    const asDevice = { authorization: `Bearer ${token}` }
    expect((await service.get('/device', asDevice)).status).toBe(401)
    await page.reload()
    await page.getByLabel('Koppelcode').waitFor()
    await pairPage(page, service)
  })

  it('forgets everything when it was removed elsewhere', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    const factorId = await pairPage(page, service)
    const { id, code } = await openLogin(service)
    const { assertion } = (await service.post(`/v1/challenges/${id}/verify`, { code })).body
    const removed = await service.delete(`/v1/users/anna/factors/${factorId}`, { proof: assertion })
    expect(removed.status, removed.text).toBe(204)
    await page.getByText('Deze app is niet meer gekoppeld').waitFor()
    expect(await keptBy(page)).toBeNull()
    expect(await page.locator('article').count()).toBe(0)
  })

  it('says in plain words why it was not paired', async () => {
    const service = await startTestService()
    const { page, complaints } = await openAppPage(browser, service)
    await typePairingCode(page, '7KQ2M-XD94T', ' ')
    await page.getByText('Vul een naam in').waitFor()
    await typePairingCode(page, '7KQ2M-XD94T')
    await page.getByText('Deze koppelcode werkt niet').waitFor()
    expect(await focusedId(page)).toBe('pairing-code')
    for (let tries = 1; tries < 10; tries += 1)
      await service.post('/device/pair', await pairBody(page), { authorization: '' })
    await typePairingCode(page, '7KQ2M-XD94T')
    await page.getByText(/Wacht (9|10) minuten/).waitFor()
    expect(complaints).toEqual([])
  })

  it('an address that would pair by itself: its code goes out of it, and is only filled in', async () => {
    const service = await startTestService()
    const { pairingCode } = await userToPair(service)
    const { page } = await openAppPage(browser, service, { address: `#${pairingCode}` })
    await page.getByLabel('Koppelcode').waitFor()
    expect(page.url()).toBe(`${service.home}/app`)
    expect(await page.getByLabel('Koppelcode').inputValue()).toBe(pairingCode)
    expect(await keptBy(page)).toBeNull()
    await page.getByRole('button', { name: 'Koppelen' }).click()
    await page.locator('article').waitFor()

    const other = (await userToPair(service, 'bob')).pairingCode
    await page.goto(`${service.home}/app#${other}`)
    await page.getByText('Deze app is al gekoppeld').waitFor()
    expect(page.url()).toBe(`${service.home}/app`)
    await page.goto(`${service.home}/app#<img src=x onerror=alert(1)>`)
    await page.reload()
    expect(page.url()).toBe(`${service.home}/app`)
  })

  it('a login that calls itself markup, or speaks to the reader, says nothing here', async () => {
    const service = await startTestService()
    const { page, complaints, asked } = await openAppPage(browser, service)
    const siteName = `<b>Bank</b> {code} $& <img src=/stolen onerror="stolen=1">`
    expect((await service.patch('/v1/policy', { siteName })).status).toBe(200)
    await pairPage(page, service)
    const { code } = await openLogin(service, {
      ip: '1<img src=/stolen onerror="stolen=1">',
      userAgent: '</dd><script>stolen=1</script> Bel 0900 1234 en noem de code',
    })
    const card = page.locator('article')
    await card.waitFor()
    expect(await card.locator('h2').innerText()).toBe(`Inloggen bij ${siteName}`)
    expect(await card.locator('dd:visible').allInnerTexts()).toEqual([
      ...['Onbekend', 'Onbekend'],
      expect.stringMatching(/^\d\d:\d\d$/),
    ])
    expect(await card.innerText()).not.toContain('0900')
    expect(await page.locator('#app img, #app script, #app b').count()).toBe(0)
    expect(await page.evaluate('typeof stolen')).toBe('undefined')
    expect(asked.filter((url) => url.includes('stolen'))).toEqual([])
    expect(await shownCode(page)).toBe(code)
    expect(complaints).toEqual([])
  })

  it('holds nothing open while nobody looks', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    await pairPage(page, service)
    const streams = service.service.app.getDecorator<Set<unknown>>('openStreams')
    expect(streams.size).toBe(1)
    await setHidden(page, true)
    await eventually(
      () => streams.size,
      (open) => open === 0,
    )
    const { code } = await openLogin(service)
    await setHidden(page, false)
    await page.locator('article').waitFor()
    expect(await shownCode(page)).toBe(code)
    expect(streams.size).toBe(1)
  })

  it('opens without a connection, says so, and comes back by itself', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service)
    await pairPage(page, service)
    await page.evaluate('navigator.serviceWorker.ready')
    await eventually(
      () => page.evaluate(keptPages),
      (kept) => (kept as number) >= 10,
    )
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('Geen verbinding. We proberen het vanzelf opnieuw.').waitFor()
    await page.context().setOffline(false)
    await page.getByText('Verbonden').waitFor()
  })

  it('can be installed', async () => {
    const service = await startTestService()
    await service.patch('/v1/policy', { appName: 'Qaller' })
    const { page, complaints } = await openAppPage(browser, service)
    await page.evaluate('navigator.serviceWorker.ready')
    const devtools = await page.context().newCDPSession(page)
    const { data, errors } = await devtools.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(JSON.parse(data ?? '{}')).toMatchObject({ name: 'Qaller', display: 'standalone' })
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
    // Playwright's windows are private ones, which install nothing.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
    expect(complaints).toEqual([])
  })

  it('says so where a browser cannot keep a key', async () => {
    const service = await startTestService()
    const atFirst = 'indexedDB.open = () => { throw new DOMException("private") }'
    const { page } = await openAppPage(browser, service, { atFirst })
    await page.getByText('Deze browser kan geen codes veilig bewaren').waitFor()
    expect(await page.getByLabel('Koppelcode').isVisible()).toBe(false)
  })

  it('says without JavaScript what is needed, and that other methods work', async () => {
    const service = await startTestService()
    const { page } = await openAppPage(browser, service, { javaScriptEnabled: false })
    await page.getByText('Deze app heeft JavaScript nodig').waitFor()
    await page.getByText('of log in zonder deze app').waitFor()
    expect(await page.locator('#app').isVisible()).toBe(false)
  })
})

const keptPages =
  "caches.open('belcode-app').then((cache) => cache.keys()).then((all) => all.length)"

const focusedId = (page: Page) => page.evaluate('document.activeElement.id')

async function statusOf(service: TestService, id: string) {
  return (await service.get(`/v1/challenges/${id}`)).body.status
}

/** What is in the browser's own database; null: nothing. */
async function keptBy(page: Page) {
  return page.evaluate(`new Promise((resolve, reject) => {
    const request = indexedDB.open('belcode-app')
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const reading = request.result.transaction('paired').objectStore('paired').getAll()
      reading.onsuccess = async () => {
        request.result.close()
        const [device] = reading.result
        if (!device) return resolve(null)
        const { privateKey, token } = device
        const exported = await crypto.subtle.exportKey('jwk', privateKey).then(() => true, () => false)
        resolve({ token, exported, extractable: privateKey.extractable })
      }
    }
  })`) as Promise<{ token: string; exported: boolean; extractable: boolean }>
}

/** With a key as a page would make it, from the same address. */
async function pairBody(page: Page) {
  const publicKey = await page.evaluate(`crypto.subtle
    .generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    .then(({ publicKey }) => crypto.subtle.exportKey('jwk', publicKey))
    .then(({ kty, crv, x, y }) => ({ kty, crv, x, y }))`)
  return { pairingCode: '7KQ2M-XD94T', name: 'Pixel 9', publicKey }
}

async function setHidden(page: Page, hidden: boolean) {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} })
    document.dispatchEvent(new Event('visibilitychange'))
  `)
}
