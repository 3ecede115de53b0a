import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createPublicFetch } from '../../src/platform/http/index.ts'
import { eventually } from '../support/eventually.ts'
import { userWithApp } from '../support/phone-app.ts'
import { startPushService, toLoopback } from '../support/push-service.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Whatever connects here has got through. */
async function startTrap() {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

async function subscribe(service: TestService, endpoint: string) {
  const app = await userWithApp(service, 'anna')
  const { subscription } = (await startPushService()).subscribe()
  const put = (to: string) =>
    service.put('/device/push', { ...subscription, endpoint: to }, app.asDevice)
  return { app, put, first: await put(endpoint) }
}

const faultIs = (service: TestService, fault: string) =>
  eventually(
    () => service.logged(),
    (log) => log.includes(`"fault":"${fault}"`),
  )

const openLogin = (service: TestService) => service.post('/v1/challenges', { userId: 'anna' })

/** Gain (T18): the service asks, from its place in the network, what a paired phone cannot. */
it('422: an endpoint that is not on the public internet is not kept', async () => {
  const service = await startTestService()
  const { port, connections } = await startTrap()
  const { app, put } = await subscribe(service, `https://127.0.0.1:${port}/`)
  const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254']
  for (const host of [...hosts, '10.0.0.1', '2130706433', '0x7f.1'])
    for (const scheme of ['https', 'http']) {
      const endpoint = `${scheme}://${host}:${port}/push`
      const { status, body, text } = await put(endpoint)
      expect({ status, code: body.code }, endpoint).toEqual({ status: 422, code: 'push-refused' })
      expect(body.reason).toMatch(/^(not-public|not-https|unreadable)$/)
      expect(text).not.toContain(endpoint)
    }
  expect((await service.get('/device', app.asDevice)).body.pushes).toBe(false)
  expect(connections()).toBe(0)
})

/** Gain: a name that is public when the app subscribes and something else when a login pushes to it. */
it('judges the address again at each push, whatever the name said before', async () => {
  const trap = await startTrap()
  let answer = '127.0.0.2'
  const publicFetch = createPublicFetch({
    mayReach: (address) => address === '127.0.0.2',
    resolve: async () => [answer],
  })
  const service = await startTestService({ parts: { publicFetch } })
  const { first } = await subscribe(service, `http://push.example:${trap.port}/push`)
  expect(first.status).toBe(204)
  answer = '127.0.0.1'
  await openLogin(service)
  await faultIs(service, 'not-public')
  expect(trap.connections()).toBe(0)
})

it('does not follow a push service that sends it elsewhere', async () => {
  const service = await startTestService({ parts: { publicFetch: toLoopback } })
  const pushes = await startPushService()
  const { first } = await subscribe(service, pushes.subscribe().subscription.endpoint)
  expect(first.status).toBe(204)
  pushes.answerWith(307)
  await openLogin(service)
  await faultIs(service, 'status-307')
  expect(pushes.pushed).toHaveLength(1)
})
