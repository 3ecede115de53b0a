import { describe, expect, it } from 'vitest'
import { form, post, toForm } from './raw-rest.ts'
import {
  accountSid,
  authToken,
  createSdk,
  from,
  response,
  someone,
  startSimulator,
} from './start-simulator.ts'

describe('creating a call', () => {
  it('answers 201 with a queued call, all its numbers as strings', async () => {
    const simulator = await startSimulator()
    const call = await simulator.call()
    expect(call).toMatchObject({ status: 'queued', to: someone, from, direction: 'outbound-api' })
    expect(call.sid).toMatch(/^CA[0-9a-f]{32}$/)
    expect(call.queueTime).toBe('0')
    expect(call.dateCreated).toBeInstanceOf(Date)
    expect(call.duration).toBe(null)
  })

  it.each([
    ['no To', { to: undefined }, 21201],
    ['no From', { from: undefined }, 21213],
    ['a To that is no number', { to: '0612345678' }, 21211],
    ['a From that is no number', { from: 'Belcode' }, 21212],
    ['no Url', { url: undefined }, 21205],
    ['a Url that is none', { url: 'not a url' }, 21205],
    ['a Url of another kind', { url: 'file:///etc/passwd' }, 21205],
    ['a StatusCallback that is no URL', { statusCallback: 'status' }, 21205],
    ['a Method that does not exist', { method: 'PUT' }, 21209],
    ['a Timeout that is no number', { timeout: 'abc' }, 21208],
    ['a Timeout that is too long', { timeout: 601 }, 21208],
    ['an application that is unknown', { applicationSid: `AP${'0'.repeat(32)}` }, 21218],
    ['Twiml over 4000 characters', { url: undefined, twiml: 'x'.repeat(4_001) }, 32018],
  ])('is refused with %s', async (_, changes, code) => {
    const { simulatorUrl, home } = await startSimulator()
    const wanted = { to: someone, from, url: `${home}/answer`, ...changes }
    const answer = await post(simulatorUrl, toForm(wanted))
    expect(answer).toEqual({
      status: 400,
      body: {
        code,
        message: expect.any(String),
        more_info: `https://www.twilio.com/docs/errors/${code}`,
        status: 400,
      },
    })
  })

  it('reads no JSON', async () => {
    const { simulatorUrl } = await startSimulator()
    const headers = { ...form, 'content-type': 'application/json' }
    expect(await post(simulatorUrl, '{}', headers)).toMatchObject({ status: 415 })
  })

  it('accepts parameters that it does not know', async () => {
    const { simulatorUrl, home } = await startSimulator()
    const body = toForm({ to: someone, from, url: `${home}/answer`, callReason: 'code' })
    expect(await post(simulatorUrl, body)).toMatchObject({ status: 201 })
  })

  it('takes TwiML out of the request itself', async () => {
    const { call, phones } = await startSimulator()
    await phones.phone(someone).behave('says-nothing')
    const { sid } = await call({ url: undefined, twiml: response('<Say>hallo</Say>') })
    await phones.waitForEnd(sid)
    expect(await phones.transcript(sid)).toMatchObject([{ kind: 'say', text: 'hallo' }, {}])
  })
})

describe('who may', () => {
  it.each([
    ['nobody', undefined],
    ['a wrong token', `Basic ${Buffer.from(`${accountSid}:wrong`).toString('base64')}`],
    [
      'another account',
      `Basic ${Buffer.from(`AC${'0'.repeat(32)}:${authToken}`).toString('base64')}`,
    ],
    ['a token that is not Basic', `Bearer ${authToken}`],
  ])('%s is refused with 20003', async (_, authorization) => {
    const { simulatorUrl } = await startSimulator()
    const answer = await post(simulatorUrl, '', {
      ...(authorization && { authorization }),
      'content-type': 'application/json',
    })
    expect(answer).toMatchObject({ status: 401, body: { code: 20003 } })
  })

  it('an API key of the account is let in, one without its secret is not', async () => {
    const sid = `SK${'c3'.repeat(16)}`
    const { simulatorUrl } = await startSimulator({ apiKeys: { [sid]: 'secret' } })
    expect(await createSdk(simulatorUrl, sid, 'secret').calls.list()).toEqual([])
    await expect(createSdk(simulatorUrl, sid, 'guess').calls.list()).rejects.toMatchObject({
      code: 20003,
    })
  })

  it('the path of another account is refused', async () => {
    const { simulatorUrl } = await startSimulator()
    const url = `${simulatorUrl}/2010-04-01/Accounts/AC${'0'.repeat(32)}/Calls.json`
    expect((await fetch(url, { headers: form })).status).toBe(401)
  })
})

describe('fetching, updating and deleting', () => {
  it('shows a call until it is deleted, and an unknown one never', async () => {
    const { client, call, phones } = await startSimulator()
    await phones.phone(someone).behave('busy')
    const { sid } = await call()
    await phones.waitForEnd(sid)
    expect(await client.calls(sid).fetch()).toMatchObject({ sid, status: 'busy', duration: '0' })
    expect(await client.calls(sid).remove()).toBe(true)
    await expect(client.calls(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
  })

  it('cannot delete a call that is under way', async () => {
    const { client, call, phones } = await startSimulator()
    const { sid } = await call()
    await phones.phone(someone).waitForRing()
    await expect(client.calls(sid).remove()).rejects.toMatchObject({ status: 409, code: 20009 })
  })

  it('cancels a call that rings, and says so at once', async () => {
    const { client, call, phones, receivedAt } = await startSimulator()
    const { sid } = await call()
    await phones.phone(someone).waitForRing()
    expect(await client.calls(sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
    })
    await phones.waitForEnd(sid)
    expect(receivedAt('/status').at(-1)?.params).toMatchObject({ CallStatus: 'canceled' })
  })

  it('a call cancelled while it is queued fires no callback at all', async () => {
    const { client, call, received, phones } = await startSimulator({
      speed: 1,
      callsPerSecond: 0.1,
    })
    await call({ to: '+31687654321' })
    const { sid } = await call()
    expect(await client.calls(sid).fetch()).toMatchObject({ status: 'queued' })
    expect(await client.calls(sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
    })
    await phones.waitForEnd(sid)
    expect(received.filter(({ params }) => params.CallSid === sid)).toEqual([])
  })

  it('ends a call that is in progress, but does not cancel it', async () => {
    const { client, call, phones, pages } = await startSimulator()
    pages.set('/answer', response('<Gather timeout="60"/>'))
    const phone = phones.phone(someone)
    const { sid } = await call()
    await phone.waitForRing()
    await phone.answer()
    await phone.waitForQuestion()
    await expect(client.calls(sid).update({ status: 'canceled' })).rejects.toMatchObject({
      code: 21220,
    })
    expect(await client.calls(sid).update({ status: 'completed' })).toMatchObject({
      status: 'completed',
    })
    await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      code: 21220,
    })
    expect(await phones.transcript(sid)).toContainEqual(
      expect.objectContaining({ kind: 'hang-up', by: 'caller' }),
    )
  })

  it('sends a call that is in progress to another document', async () => {
    const { client, call, phones, pages } = await startSimulator()
    pages.set('/answer', response('<Gather timeout="60"/>'))
    const phone = phones.phone(someone)
    const { sid } = await call()
    await phone.waitForRing()
    await expect(
      client.calls(sid).update({ twiml: response('<Say>x</Say>') }),
    ).rejects.toMatchObject({ code: 21220 })
    await phone.answer()
    await phone.waitForQuestion()
    await client.calls(sid).update({ twiml: response('<Say>iets anders</Say>') })
    await phones.waitForEnd(sid)
    expect(await phones.transcript(sid)).toContainEqual(
      expect.objectContaining({ kind: 'say', text: 'iets anders' }),
    )
  })
})

describe('listing', () => {
  it('filters by number, status and time, newest first, page by page', async () => {
    let now = Date.parse('2026-03-01T10:00:00Z')
    const { client, call, phones } = await startSimulator({ now: () => now, callee: {} })
    const sids: string[] = []
    for (const to of [someone, '+31687654321', someone, someone, someone]) {
      const { sid } = await call({ to })
      await phones.waitForEnd(sid)
      sids.unshift(sid)
      now += 3_600_000
    }
    const mine = sids.filter((_, at) => at !== 3)
    const list = async (filter: object) => (await client.calls.list(filter)).map(({ sid }) => sid)
    expect(await list({ to: someone })).toEqual(mine)
    expect(await list({ to: someone, from: '+31201234567' })).toEqual([])
    expect(await list({ status: 'completed' })).toEqual(sids)
    expect(await list({ status: 'busy' })).toEqual([])
    expect(await list({ startTimeAfter: new Date('2026-03-01T13:00:00Z') })).toEqual(
      sids.slice(0, 2),
    )
    expect(await list({ startTimeBefore: new Date('2026-03-01T10:30:00Z') })).toEqual([sids[4]])
    expect(await list({ startTime: new Date('2026-03-02T00:00:00Z') })).toEqual([])
    expect(await list({ startTime: new Date('2026-03-01T10:00:00Z') })).toEqual([sids[4]])
    expect(await list({ startTime: new Date('2026-03-01T09:59:59Z') })).toEqual([])
    expect(await list({ to: someone, pageSize: 2 })).toEqual(mine)
    const page = await client.calls.page({ pageSize: 2, pageNumber: 1 })
    expect(page.instances.map(({ sid }) => sid)).toEqual(sids.slice(2, 4))
    expect((await page.previousPage())?.instances).toHaveLength(2)
  })

  it('finds a call that is still in the queue', async () => {
    const { client, call } = await startSimulator({ speed: 1, callsPerSecond: 0.1 })
    const before = new Date(Date.now() - 1_000)
    await call({ to: '+31687654321' })
    const { sid } = await call()
    const found = await client.calls.list({ to: someone, startTimeAfter: before })
    expect(found).toMatchObject([{ sid, status: 'queued' }])
  })
})
