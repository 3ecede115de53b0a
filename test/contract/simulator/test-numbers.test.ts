import parsePhoneNumber from 'libphonenumber-js/max'
import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { troublesomeNumbers } from '../../../src/simulator/index.ts'
import { calls, form, toForm } from './raw-rest.ts'
import { accountSid, authToken, from, startSimulator } from './start-simulator.ts'

describe('numbers that make trouble', () => {
  it('are all valid Dutch mobile numbers, Twilio’s own apart', () => {
    for (const number of troublesomeNumbers) {
      const parsed = parsePhoneNumber(number)
      expect(parsed?.isValid(), number).toBe(true)
      if (!number.startsWith('+1500555')) expect(parsed?.getType(), number).toBe('MOBILE')
    }
  })

  it.each([
    ['+15005550001', 21217, 400],
    ['+15005550002', 21214, 400],
    ['+15005550003', 21215, 400],
    ['+15005550004', 21216, 400],
    ['+31610000211', 21211, 400],
    ['+31610000401', 20003, 401],
    ['+31610000429', 20429, 429],
    ['+31610000500', 20500, 500],
    ['+31610000503', 20503, 503],
  ])('to %s gives %s', async (to, code, status) => {
    const { call } = await startSimulator()
    await expect(call({ to })).rejects.toMatchObject({ code, status })
  })

  it.each([
    ['+15005550001', 21212],
    ['+15005550009', 21210],
  ])('from %s gives %s', async (number, code) => {
    const { call } = await startSimulator()
    await expect(call({ from: number })).rejects.toMatchObject({ code })
  })

  it('from +15005550006 is fine', async () => {
    const { call } = await startSimulator()
    expect(await call({ from: '+15005550006' })).toMatchObject({ status: 'queued' })
  })

  it.each([
    ['+31610000001', 'never answers', 0],
    ['+31610000002', 'never answers, though it calls', 1],
    ['+31610000003', 'breaks the connection', 0],
    ['+31610000004', 'breaks the connection, though it calls', 1],
    ['+31610000005', 'answers a broken body, though it calls', 1],
    ['+31610000007', 'answers 500, though it calls', 1],
    ['+31610000502', 'answers a page of HTML', 0],
  ])('to %s the carrier %s', async (to, _, called) => {
    const { client, simulatorUrl, home } = await startSimulator()
    const hasty = twilio(accountSid, authToken, { timeout: 300 })
    hasty.api.baseUrl = simulatorUrl
    await expect(hasty.calls.create({ to, from, url: `${home}/answer` })).rejects.toThrow()
    expect(await client.calls.list({ to })).toHaveLength(called)
  })

  it('to +31610000006 the carrier answers a list, so that the SDK knows no sid', async () => {
    const { client, call } = await startSimulator()
    expect((await call({ to: '+31610000006' })).sid).toBe(undefined)
    expect(await client.calls.list({ to: '+31610000006' })).toHaveLength(1)
  })

  it('to +31610000008 the answer drips for ever, and only a deadline ends it', async () => {
    const { simulatorUrl, home } = await startSimulator()
    const body = toForm({ to: '+31610000008', from, url: `${home}/answer` })
    const dripping = await fetch(`${simulatorUrl}${calls}.json`, {
      method: 'POST',
      headers: form,
      body,
    })
    const reader = dripping.body?.getReader()
    for (let chunks = 0; chunks < 3; chunks += 1) expect((await reader?.read())?.done).toBe(false)
    await reader?.cancel()
  })
})
