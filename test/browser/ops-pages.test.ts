import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { seedTraffic } from '../support/ops-traffic.ts'
import {
  addKnownOperator,
  addNewOperator,
  freshCode,
  type KnownOperator,
  OPS_PASSWORD,
  secretOn,
} from '../support/ops-world.ts'
import {
  inspect,
  inspectBoth,
  LOOKING_MS,
  launch,
  noChromium,
  openPage,
} from '../support/panel-browser.ts'
import { totpAt } from '../support/panel-user.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import { finishTrial, holdTrial } from '../support/trials.ts'
import type { Seen } from '../support/visitor.ts'

const narrow = { width: 320, height: 640 }
const plainPaths = [
  ...['', '?period=month', '/calls', '/calls?state=failed', '/carriers', '/limits'],
  ...['/limits/edit', '/limits/versions/0', '/alarms', '/refusals', '/account'],
]

describe.skipIf(noChromium)('the console, in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function enter(
    service: TestService,
    { name, secret }: Pick<KnownOperator, 'name' | 'secret'>,
    options: Parameters<typeof openPage>[1] = {},
  ) {
    const page = await openPage(browser, options)
    await page.goto(`${service.home}/ops`)
    await page.locator('#name').fill(name)
    await page.locator('#password').fill(OPS_PASSWORD)
    await page.locator('main .button').click()
    await page.locator('#code').fill(freshCode(service, secret))
    await page.locator('main .button').click()
    await page.waitForURL((url) => /\/ops(\/calls)?$/.test(url.pathname))
    return page
  }

  it('the first login, by keyboard alone', { timeout: LOOKING_MS }, async () => {
    const service = await startTestService()
    const { name, password } = await addNewOperator(service)
    const page = await openPage(browser)
    await page.goto(`${service.home}/ops`)
    await inspectBoth(page, 'login')
    await type(page, '#name', name)
    await type(page, '#password', 'geraden', 'Enter')
    await page.getByRole('alert').waitFor()
    await inspect(page, 'wrong password')
    await type(page, '#password', password, 'Enter')
    await page.locator('#code').waitFor()
    await inspectBoth(page, 'set-up')
    const secret = secretOn({ html: await page.content() } as Seen)
    await type(page, '#code', '000000', 'Enter')
    await page.getByRole('alert').waitFor()
    await inspect(page, 'wrong code')
    await type(page, '#code', totpAt(secret, service.clock.now()), 'Enter')
    await page.locator('#old').waitFor()
    await inspectBoth(page, 'own password')
    await type(page, '#old', password)
    await type(page, '#password', OPS_PASSWORD, 'Enter')
    await page.getByRole('heading', { name: 'Vandaag in één oogopslag' }).waitFor()

    // The same again: now there is an authenticator.
    await page.getByRole('button', { name: 'Uitloggen' }).focus()
    await page.keyboard.press('Enter')
    await type(page, '#name', name)
    await type(page, '#password', OPS_PASSWORD, 'Enter')
    await page.locator('#code').waitFor()
    await inspectBoth(page, 'verify')
    await type(page, '#code', freshCode(service, secret), 'Enter')
    await page.getByRole('heading', { name: 'Vandaag in één oogopslag' }).waitFor()
  })

  it('no flaw that axe can see on any page, and nothing wider than the screen', {
    timeout: LOOKING_MS,
  }, async () => {
    const service = await startTestService()
    await troubled(service)
    const page = await enter(service, await addKnownOperator(service))
    await page.locator('.u-legend').first().waitFor()
    await page.locator('summary').click()
    await inspect(page, 'today')
    const trials = [await finishTrial(service), await finishTrial(service)]
    await holdTrial(service, trials[0] ?? '', { done: 412_000, total: 1_000_000 })
    const paths = [
      ...[...plainPaths, await firstIn(page, '/refusals'), await firstIn(page, '/calls')],
      ...trials.map((id) => `/limits/trials/${id}`),
    ]
    for (const path of paths) {
      await page.goto(`${service.home}/ops${path}`)
      await inspect(page, `/ops${path}`)
    }
    await page.locator('a.language').click()
    await page.locator('html[lang="en"]').waitFor()
    for (const path of paths) {
      await page.goto(`${service.home}/ops${path}`)
      await inspect(page, `/ops${path} in English`, [['dark', narrow]])
    }

    async function firstIn(page: Page, list: string) {
      await page.goto(`${service.home}/ops${list}`)
      const href = await page.locator('tbody a').first().getAttribute('href')
      return (href ?? '').replace('/ops', '')
    }
    await page.goto(`${service.home}/ops/calls/ca_${'0'.repeat(40)}`)
    await page.goto(`${service.home}/ops/limits/versions/99`)
    await page.getByText('Something went wrong').first().waitFor()
  })

  it('live: what happens appears by itself, in figures, lists and plots', {
    timeout: LOOKING_MS,
  }, async () => {
    const service = await startTestService()
    const olga = await addKnownOperator(service)
    const glance = await enter(service, olga)
    const calls = await enter(service, olga)
    await calls.goto(`${service.home}/ops/calls`)
    await calls.getByText('Er zijn geen gesprekken').waitFor()
    const tile = glance.locator('.tiles div').first().locator('strong')
    expect(await tile.textContent()).toBe('0')

    await service.post('/v1/challenges', { to: NUMBER })
    await calls.getByText('+31 6 •••• ••78').waitFor()
    await tile.filter({ hasText: /^1$/ }).waitFor()
    const figures = await glance.evaluate("fetch('/ops/figures').then((told) => told.json())")
    const { series } = figures as { series: { calls: { values: number[] } } }
    expect(series.calls.values.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(1)

    // A whole life: it rings, is answered, and ends.
    await calls.locator('tbody a').first().click()
    const phone = service.phones.phone(NUMBER)
    await phone.waitForRing()
    await phone.answer()
    await calls.getByText('Gesprek: opgenomen').waitFor()
    await calls.getByRole('heading', { name: 'Hoe vol de limieten waren' }).waitFor()
    expect(await calls.content()).not.toContain('12345678')
  })

  it.each([true, false])(
    'limits are changed, tried, put in force and rolled back; JavaScript: %s',
    {
      timeout: LOOKING_MS,
    },
    async (javaScriptEnabled) => {
      const service = await startTestService()
      const page = await enter(service, await addKnownOperator(service), { javaScriptEnabled })
      expect((await service.post('/v1/challenges', { to: NUMBER })).status).toBe(201)
      await service.service.tidy()
      await page.goto(`${service.home}/ops/limits`)
      await page.getByRole('link', { name: 'Wijzigen' }).click()
      const text = await page.locator('#document').inputValue()
      expect(text).toMatch(/^rules:/)

      await page.locator('#document').fill(text.replace(/(number-10m\n\s+quota:) 3/, '$1 veel'))
      await page.getByRole('button', { name: 'Controleren' }).click()
      await page.getByText('/rules/1/quota').waitFor()
      const line = text.split('\n').findIndex((one) => /number-10m/.test(one)) + 2
      await page.getByText(`Regel ${line}`).waitFor()
      await page.getByText('/rules/1/quota moet een getal zijn').waitFor()
      expect(await page.locator('#document').inputValue()).toContain('quota: veel')
      if (javaScriptEnabled) await inspect(page, 'faults')

      await page.locator('#document').fill(text.replace(/(number-10m\n\s+quota:) 3/, '$1 7'))
      await page.getByRole('button', { name: 'Proberen op echt verkeer' }).click()
      await page
        .getByRole('heading', { name: 'Wat dit document met echt verkeer had gedaan' })
        .waitFor()
      const looked = page.locator('#tried + dl div').filter({ hasText: 'Beslissingen bekeken' })
      expect(await looked.locator('strong').textContent()).toBe('1')
      expect(page.url()).toMatch(/\/ops\/limits\/trials\/tr_/)
      if (javaScriptEnabled) await inspect(page, 'tried')

      await page.getByRole('button', { name: 'In werking stellen' }).click()
      await page.getByText('Zeg in een zin').waitFor()
      await page.locator('#reason').fill('Ruimer op maandag')
      await page.getByRole('button', { name: 'In werking stellen' }).click()
      await page.getByText('Deze versie is in werking').waitFor()
      expect(await limitInForce(service, 'number-10m')).toMatchObject({ quota: 7 })

      await page.getByRole('button', { name: 'In de schaduw number-60s' }).click()
      await page.getByRole('button', { name: 'Afdwingen number-60s' }).waitFor()
      expect(await limitInForce(service, 'number-60s')).toMatchObject({ mode: 'shadow' })
      if (javaScriptEnabled) await inspect(page, 'limits with versions')

      await page.locator('#tenant').selectOption('demo')
      await page.locator('#rule').selectOption('number-10m')
      await page.locator('#quota').fill('9')
      await page.locator('#reason').fill('Storing bij een carrier')
      await page.getByRole('button', { name: 'Instellen' }).click()
      await page.getByRole('cell', { name: 'Storing bij een carrier' }).first().waitFor()

      await page.getByRole('button', { name: 'Terugzetten Zoals geïnstalleerd' }).click()
      await page.getByText('Terug naar versie 0').first().waitFor()
      expect(await limitInForce(service, 'number-10m')).toMatchObject({ quota: 3 })
      const authors = await service.store.selectFrom('limit_sets').select('author').execute()
      expect(authors.map(({ author }) => author)).toEqual(
        Array.from({ length: 4 }, () => expect.stringMatching(/^op_/)),
      )
    },
  )

  it('a trial shows how far it is, then what it found, and leaves alone what is typed', {
    timeout: LOOKING_MS,
  }, async () => {
    const service = await startTestService()
    const olga = await addKnownOperator(service)
    const id = await finishTrial(service)
    const ended = await rowOf(service, id)
    await holdTrial(service, id, { done: 0, total: 0 })
    const page = await enter(service, olga)
    await page.goto(`${service.home}/ops/limits/edit`)
    await page.getByRole('button', { name: 'Proberen op echt verkeer' }).click()
    await page.getByRole('link', { name: 'Bekijk hoe ver het is' }).click()
    await page.getByText('De beslissingen worden geteld').waitFor()
    await page.locator('#reason').fill('Ruimer op maandag')
    for (const [done, percent] of [
      [412_000, '41 %'],
      [999_999, '99 %'],
    ] as const) {
      await holdTrial(service, id, { done, total: 1_000_000 })
      await page.getByText(`${percent} van 1.000.000 beslissingen`).waitFor()
      const bar = page.getByRole('progressbar', { name: 'Dit document wordt' })
      expect(await bar.getAttribute('value')).toBe(String(done))
    }
    await service.store.updateTable('limit_trials').set(ended).where('id', '=', id).execute()
    await page.getByRole('heading', { name: 'Wat dit document met echt verkeer' }).waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
    expect(await page.locator('#reason').inputValue()).toBe('Ruimer op maandag')
  })

  it('whoever helps a caller finds why, and allows one call', { timeout: LOOKING_MS }, async () => {
    const service = await startTestService()
    await service.post('/v1/challenges', { to: NUMBER })
    const refused = await service.post('/v1/challenges', { to: NUMBER })
    expect(refused.status).toBe(429)
    const hella = await addKnownOperator(service, { name: 'hella', role: 'helpdesk' })
    const page = await enter(service, hella)
    await page.getByRole('link', { name: 'Weigeringen' }).click()
    await page.locator('#reference').fill('Q0-00-QQ')
    await page.getByRole('button', { name: 'Zoeken' }).click()
    await page.getByText('Deze referentie kennen we niet').waitFor()
    await inspect(page, 'unknown reference')
    await page.locator('#reference').fill(refused.body.reference.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: 'Zoeken' }).click()
    await page.getByText('Dit houdt aan tot').waitFor()
    await page.locator('#reason').fill('Teruggebeld op het bekende nummer')
    await page.getByRole('button', { name: 'Toestaan' }).click()
    await page.getByText('Laat de beller het nu opnieuw proberen').waitFor()
    await inspect(page, 'granted')
    expect((await service.post('/v1/challenges', { to: NUMBER })).status).toBe(201)
    expect((await service.post('/v1/challenges', { to: NUMBER })).status).toBe(429)
  })
})

async function type(page: Page, field: string, text: string, then?: 'Enter') {
  await page.locator(field).focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
  if (then) await page.keyboard.press(then)
}

function rowOf({ store }: TestService, id: string) {
  return store.selectFrom('limit_trials').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** As the API tells it, which asks the same database. */
async function limitInForce(service: TestService, name: string) {
  const { body } = await service.get('/v1/limits')
  return body.limits.rules.find((rule: { name: string }) => rule.name === name)
}

/** A day with calls, refusals, an alarm, a block, and an exemption. */
async function troubled(service: TestService) {
  await seedTraffic(service, { calls: 60, hours: 20 })
  await service.post('/v1/challenges', { to: NUMBER })
  await service.post('/v1/challenges', { to: NUMBER })
  const now = service.clock.now()
  const alarm = { tenant_id: 'demo', raised_at: now - 60_000, detail: '{"percent":80}' }
  await service.store
    .insertInto('alarms')
    .values([
      { ...alarm, id: 'al_1', kind: 'spend', subject: 'spend-tenant-24h 0.8', ended_at: null },
      { ...alarm, id: 'al_2', kind: 'breaker', subject: 'country NL', ended_at: now },
    ])
    .execute()
  await service.store
    .insertInto('blocks')
    .values({
      ...{ tenant_id: 'demo', scope: 'prefix', subject: 'keyed-hash-of-a-prefix' },
      ...{ reason: 'prefix-unverified-1h', since: now, until: now + 3_600_000 },
      length_ms: 3_600_000,
    })
    .execute()
}
