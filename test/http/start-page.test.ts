import { describe, expect, it } from 'vitest'
import { callIs, codeHeard, NUMBER } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const once = 'on_0123456789abcdef0123'
const real = {
  CARRIERS: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a'.repeat(32),
  TWILIO_FROM: '+31201234567',
}

/** Sends a form as a browser does from our own page, unless the headers say otherwise. */
async function submit(
  { home }: TestService,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(home + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: home, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
  })
  const location = response.headers.get('location') ?? ''
  return { status: response.status, location, text: await response.text() }
}

const ring = (service: TestService, number = NUMBER) =>
  submit(service, '/demo/ring', { number, once })

async function rung(service: TestService) {
  const { status, location } = await ring(service)
  expect(status).toBe(303)
  return { location, id: location.split('/').at(-1) ?? '' }
}

describe('GET /', () => {
  it('200: in a demo leads everywhere, in two languages, and keeps the key to itself', async () => {
    const service = await startTestService()
    const dutch = await service.get('/', { authorization: '' })
    const english = await service.get('/?lang=en', { authorization: '' })

    expect(dutch.text).toContain('Bel mij')
    expect(dutch.text).toContain('niemand wordt echt gebeld')
    expect(english.text).toContain('Call me')
    for (const { status, headers, text } of [dutch, english]) {
      expect(status).toBe(200)
      expect(text).not.toContain(service.key)
      expect(headers.get('content-security-policy')).toContain("form-action 'self'")
      for (const door of [
        '/simulator',
        '/docs',
        '/openapi.json',
        '/problems',
        '/readyz',
        '/metrics',
      ])
        expect(text).toContain(`href="${door}`)
    }
  })

  it('303: outside a demo leads to the login, and nobody can make a call from it', async () => {
    const publicUrl = 'https://belcode.example/panel/of/ours'
    const service = await startTestService({ env: { ...real, PUBLIC_URL: publicUrl } })
    const answer = await fetch(`${service.home}/`, { redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/panel/of/ours/login')
    expect((await service.get('/login')).text).toContain('name="password"')
    expect((await ring(service)).status).toBe(404)
  })
})

describe('POST /demo/ring', () => {
  it('303: the phone rings, and the heard code is the right one', async () => {
    const service = await startTestService()
    const phone = service.phones.phone(NUMBER)
    await phone.behave('answers-and-presses-what-is-asked')
    const { id, location } = await rung(service)
    await callIs(service, id, 'completed')
    const { sid } = (await phone.lastCall()) ?? { sid: '' }
    const code = codeHeard(await service.phones.transcript(sid))

    const checked = await submit(service, `${location}/check`, { code })
    expect(checked).toMatchObject({ status: 303, location })
    expect((await service.get(location)).text).toContain('Klaar! Gefeliciteerd!')
  })

  it('303: pressed twice, the phone rings once', async () => {
    const service = await startTestService()
    const first = await rung(service)
    expect(await rung(service)).toEqual(first)
    expect(await service.store.selectFrom('calls').selectAll().execute()).toHaveLength(1)
  })

  it('422: says in words what is wrong with the number', async () => {
    const service = await startTestService()
    const { status, text } = await ring(service, '<b>112</b>')
    expect(status).toBe(422)
    expect(text).toContain('Dit is geen telefoonnummer.')
    expect(text).toContain('value="&lt;b>112&lt;/b>"')
    expect((await ring(service, '')).text).toContain('Dit is geen telefoonnummer.')
  })

  it('429: says which limit is full, when to come back and what to tell the helpdesk', async () => {
    const service = await startTestService()
    await rung(service)
    const fields = { number: NUMBER, once: `${once}_2` }
    const { status, text } = await submit(service, '/demo/ring?lang=en', fields)
    expect(status).toBe(429)
    expect(text).toMatch(/number-60s.*Try again in 60 seconds\. Reference .*[A-Z]\d-\d\d-[A-Z]{2}/)
  })

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a browser that hides its origin', { origin: 'null' }],
    ['another port, in a browser without fetch metadata', { origin: 'http://127.0.0.1:1' }],
  ])('403: a form of %s', async (_who, headers) => {
    const service = await startTestService()
    const answer = await submit(service, '/demo/ring', { number: NUMBER, once }, headers)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('other-site')
    expect(await service.store.selectFrom('calls').selectAll().execute()).toEqual([])
  })

  it('403: a site whose name was made to point at this machine', async () => {
    const service = await startTestService()
    const host = `evil.example:${service.config.port}`
    const answer = await service.service.app.inject({
      method: 'POST',
      url: '/demo/ring',
      headers: { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' },
      payload: '',
    })
    expect(answer.json()).toMatchObject({ status: 403, code: 'other-site' })
  })

  it('415: JSON, which a page of another site could send without a form', async () => {
    const { post, home } = await startTestService()
    const answer = await post('/demo/ring', { number: NUMBER, once }, { origin: home })
    expect(answer.status).toBe(415)
  })
})

describe('POST /demo/challenges/:id/check', () => {
  it('303: a wrong code says how many are left, and reloading the page spends none', async () => {
    const service = await startTestService()
    const { id, location } = await rung(service)
    const code = wrongCodeFor(await codeOf(service, id))
    const checked = await submit(service, `${location}/check`, { code })

    expect(checked).toMatchObject({ status: 303, location: `${location}?wrong=1` })
    for (const _reload of [1, 2])
      expect((await service.get(checked.location)).text).toContain('U heeft nog 4 pogingen.')
  })

  it('303: after the fifth wrong code the page says that it is over', async () => {
    const service = await startTestService()
    const { id, location } = await rung(service)
    const code = wrongCodeFor(await codeOf(service, id))
    for (const _guess of [1, 2, 3, 4, 5, 6]) await submit(service, `${location}/check`, { code })
    expect((await service.get(location)).text).toContain('Te vaak een verkeerde code')
  })

  it('400: letters spend no attempt', async () => {
    const service = await startTestService()
    const { location } = await rung(service)
    const { status, text } = await submit(service, `${location}/check`, { code: 'letters' })
    expect(status).toBe(400)
    expect(text).toContain('Typ de cijfers die u hoorde.')
  })

  it('404: a challenge that is not there', async () => {
    const service = await startTestService()
    expect((await service.get(`/demo/challenges/ch_${'0'.repeat(40)}`)).status).toBe(404)
  })
})

it('503: the pages of an installation without a tenant say what to do', async () => {
  const env = { ...real, BOOTSTRAP_API_KEY: '' }
  const service = await startTestService({ env })
  const answer = await service.get('/login')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('60')
  expect(answer.body.code).toBe('no-tenant')
})
