import { describe, expect, it } from 'vitest'
import { response, someone, startSimulator } from './start-simulator.ts'

const json = { 'content-type': 'application/json' }

describe('every phone', () => {
  it('is in the list, the one called last first', async () => {
    const { phones, call, simulatorUrl } = await startSimulator()
    for (const to of [someone, '+31687654321']) {
      await call({ to })
      await phones.phone(to).waitForRing()
    }
    const list = await (await fetch(`${simulatorUrl}/phones`)).json()
    expect(list).toMatchObject([{ number: '+31687654321' }, { number: someone, state: 'ringing' }])
  })

  it('tells its changes as events', async () => {
    const { phones, call, simulatorUrl } = await startSimulator()
    const phone = phones.phone(someone)
    const events = await fetch(`${simulatorUrl}/events?lang=en`)
    expect(events.headers.get('content-type')).toContain('text/event-stream')
    await call()
    const text = await readUntil(events, '"state":"ringing"')
    expect(text).toContain('event: phone')
    expect(text).toContain('Incoming call')
    await phone.decline()
    await readUntil(events, '"callsOver":1')
    await unread.get(events)?.cancel()
  })

  it('has an address for what it hears now', async () => {
    const { phones, call, pages, simulatorUrl } = await startSimulator({ speed: 1 })
    pages.set(
      '/answer',
      response('<Gather timeout="60"><Play>/prompts/digit-4.wav</Play></Gather>'),
    )
    const phone = phones.phone(someone)
    const events = await fetch(`${simulatorUrl}/events`)
    const { sid } = await call()
    await phone.waitForRing()
    await phone.answer()
    await readUntil(events, '"text":"digit-4","language":null')
    await unread.get(events)?.cancel()
    const sound = await fetch(`${simulatorUrl}/calls/${sid}/sounds/1`)
    expect(sound.headers.get('content-type')).toBe('audio/wav')
    expect((await sound.arrayBuffer()).byteLength).toBe(44 + 8_000)
    expect((await fetch(`${simulatorUrl}/calls/${sid}/sounds/2`)).status).toBe(404)
  })
})

describe('another site', () => {
  it.each([
    ['by its origin', { ...json, origin: 'https://evil.example' }],
    ['by the browser’s word', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['with an origin that is hidden', { ...json, origin: 'null' }],
  ])('is refused, %s', async (_, headers) => {
    const { simulatorUrl, phones, call } = await startSimulator()
    await call()
    await phones.phone(someone).waitForRing()
    const answer = await fetch(`${simulatorUrl}/phones/${someone}/answer`, {
      method: 'POST',
      headers,
      body: '{}',
    })
    expect(answer.status).toBe(403)
    expect(await phones.phone(someone).waitForRing()).toMatchObject({ state: 'ringing' })
  })

  it('that is the page itself is let in', async () => {
    const { simulatorUrl, home } = await startSimulator()
    const headers = { ...json, origin: home, 'sec-fetch-site': 'same-origin' }
    const body = JSON.stringify({ number: '06 12345678' })
    const answer = await fetch(`${simulatorUrl}/phones`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ number: someone, state: 'idle' })
    expect(
      (await fetch(`${simulatorUrl}/phones`, { method: 'POST', headers, body: '{}' })).status,
    ).toBe(422)
  })
})

describe('the page', () => {
  it.each(['', '/', '/?lang=nl', '/?lang=fr'])('stands at %j, in Dutch', async (path) => {
    const { simulatorUrl } = await startSimulator({ hint: 'Bel <zo>' })
    const answer = await fetch(simulatorUrl + path)
    const html = await answer.text()
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(html).toContain('<!doctype html><html lang="nl">')
    expect(html).toContain('Bel &lt;zo>')
    expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|\sstyle=/)
  })

  it('speaks English when asked', async () => {
    const { simulatorUrl } = await startSimulator()
    expect(await (await fetch(`${simulatorUrl}/?lang=en`)).text()).toContain('Phone simulator')
  })

  it('shows what was said as text, whatever it is', async () => {
    const { simulatorUrl, pages, call, phones } = await startSimulator({ callee: {} })
    pages.set('/answer', response('<Say>&lt;img src=x onerror=alert(1)&gt;</Say>'))
    await call()
    await phones.phone(someone).waitForEnd()
    expect(await (await fetch(simulatorUrl)).text()).not.toContain('<img')
  })

  it.each(['phone.css', 'cards.css', 'phone.js', 'sound.js', 'phone.svg'])(
    'has its %s',
    async (name) => {
      const { simulatorUrl } = await startSimulator()
      expect((await fetch(`${simulatorUrl}/${name}`)).status).toBe(200)
    },
  )
})

const unread = new WeakMap<Response, ReadableStreamDefaultReader<Uint8Array>>()

async function readUntil(events: Response, wanted: string): Promise<string> {
  const body = events.body
  if (!body) throw new Error('no events')
  const reader = unread.get(events) ?? body.getReader()
  unread.set(events, reader)
  let text = ''
  while (!text.includes(wanted)) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`the events ended before ${wanted}`)
    text += Buffer.from(value).toString()
  }
  return text
}
