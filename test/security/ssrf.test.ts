import { once } from 'node:events'
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createPublicFetch, PublicFetchFailed } from '../../src/platform/http/public-fetch.ts'

/** Whatever connects here has got through. */
async function startTrap(host = '127.0.0.1', port = 0) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket)).listen(port, host)
  await listening(server)
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: portOf(server), connections: () => sockets.size }
}

async function listening(server: Server) {
  await once(server, 'listening')
}

function portOf(server: Server) {
  return (server.address() as AddressInfo).port
}

async function faultOf(answer: Promise<unknown>) {
  const error = await answer.then(
    () => null,
    (thrown) => thrown,
  )
  return error instanceof PublicFetchFailed ? error.fault : error
}

/** Ways to write this machine, its network and its cloud; `PORT` is where the trap listens. */
const hostile = `
https://127.0.0.1:PORT/ https://127.0.0.1.:PORT/ https://127.1:PORT/ https://127.0.1:PORT/
https://2130706433:PORT/ https://0x7f000001:PORT/ https://0x7f.0x0.0x0.0x1:PORT/ https://0x7f.1:PORT/
https://017700000001:PORT/ https://0177.0.0.1:PORT/ https://0177.0.0.01:PORT/
https://127.000.000.001:PORT/ https://127.0.0.0x1:PORT/ https://0x0000007f.0.0.1:PORT/
https://0:PORT/ https://0.0.0.0:PORT/ https://0x0:PORT/ https://00000:PORT/ https://127.127.127.127:PORT/
https://[::1]:PORT/ https://[::]:PORT/ https://[0:0:0:0:0:0:0:1]:PORT/ https://[0000::0001]:PORT/
https://[::ffff:127.0.0.1]:PORT/ https://[::ffff:7f00:1]:PORT/ https://[0:0:0:0:0:ffff:127.0.0.1]:PORT/
https://[::127.0.0.1]:PORT/ https://[::ffff:0:127.0.0.1]:PORT/ https://[64:ff9b::127.0.0.1]:PORT/
https://[64:ff9b:1::127.0.0.1]:PORT/ https://[2002:7f00:1::]:PORT/ https://[2001:0:7f00:1::]:PORT/
https://[fe80::1]:PORT/ https://[fe80::1%25lo]:PORT/ https://[fc00::1]:PORT/ https://[ff02::1]:PORT/
https://localhost:PORT/ https://LOCALHOST:PORT/ https://localhost.:PORT/ https://panel.localhost:PORT/
https://panel.localhost.:PORT/ https://%6c%6f%63alhost:PORT/ https://127.0.0.1%2f@panel.example:PORT/
https://127。0。0。1:PORT/ https://①②⑦.⓪.⓪.①:PORT/ https://１２７.0.0.1:PORT/ https://lоcalhost:PORT/
https://ⓛocalhost:PORT/ https://٠.٠.٠.٠:PORT/ https://0://127.0.0.1:PORT/
https://panel.example@127.0.0.1:PORT/ https://panel.example:443@127.0.0.1:PORT/
https://panel.example%40127.0.0.1:PORT/ https://user:word@localhost:PORT/ https://@127.0.0.1:PORT/
https://127.0.0.1:PORT\\@panel.example/ https://panel.example\\@127.0.0.1:PORT/
https://127.0.0.1:PORT#@panel.example/ https://127.0.0.1:PORT?@panel.example/
https:\\\\127.0.0.1:PORT\\ https:127.0.0.1:PORT https:/127.0.0.1:PORT https:////127.0.0.1:PORT
https:///127.0.0.1:PORT/ //127.0.0.1:PORT/ ///127.0.0.1:PORT http://127.0.0.1:PORT/ http://localhost:PORT/
http://panel.example:PORT/ HTTP://127.0.0.1:PORT/ ftp://127.0.0.1:PORT/ file:///etc/passwd gopher://127.0.0.1:PORT/_
dict://127.0.0.1:PORT/ ldap://127.0.0.1:PORT/ tftp://127.0.0.1:PORT/ data:text/plain,x javascript:alert(1)
jar:https://127.0.0.1:PORT!/ netdoc:///etc/passwd ws://127.0.0.1:PORT/ unix:/var/run/docker.sock
https://10.0.0.1:PORT/ https://172.16.0.1:PORT/ https://192.168.0.1:PORT/ https://100.64.0.1:PORT/
https://169.254.169.254/latest/meta-data/ https://169.254.169.254.:PORT/ https://2852039166/
https://0xA9FEA9FE/ https://0251.0376.0251.0376/ https://[::ffff:169.254.169.254]/
https://[fd00:ec2::254]/ https://100.100.100.200/ https://192.0.0.192/ https://168.63.129.16/
https://255.255.255.255:PORT/ https://224.0.0.1:PORT/ https://240.0.0.1:PORT/ https://198.18.0.1:PORT/
https://192.0.2.1:PORT/ https://198.51.100.1:PORT/ https://203.0.113.1:PORT/ https://[2001:db8::1]:PORT/
https://256.256.256.256:PORT/ https://4294967297:PORT/ https://0x1ffffffff:PORT/ https://127.0.0.1:PORT0000/
https://[127.0.0.1]:PORT/ https://[::1 https://::1:PORT/ https://:PORT/ https:// https://. https://../
https://127.0.0.1:-1/ https://127.0.0.1:PORT@/ https://127.0.0.1%00:PORT/ https://127.0.0.1%09:PORT/
`
  .trim()
  .split(/\s+/)

/** Written with what a list by spaces cannot hold. */
const withBlanks = [
  'https://127.0.0.1:PORT /',
  ' https://127.0.0.1:PORT/',
  'https://127.0.0.1:PORT/\r\nHost: panel.example',
  'https://panel.example &@127.0.0.1:PORT# @panel.example/',
  'https://127.0.0.1\t:PORT/',
  'https://127.0.\n0.1:PORT/',
  'ht\ntps://127.0.0.1:PORT/',
  'https://127.0.0.1\u0000:PORT/',
  'https://127.0.0.1\u200b:PORT/',
  'https://local\u00adhost:PORT/',
]

/** Gain (T18): the service, from its place in the network, asks what the attacker cannot. */
it(`reaches nothing by any of ${hostile.length + withBlanks.length} hostile URLs`, async () => {
  const [trap, onIpv6] = [await startTrap(), await startIpv6Trap()]
  // What a name server of the attacker's would say to all of them.
  const fetchPublic = createPublicFetch({ resolve: async () => ['127.0.0.1', '::1'] })

  for (const port of [trap.port, onIpv6.port])
    for (const url of [...hostile, ...withBlanks].map((one) => one.replaceAll('PORT', `${port}`))) {
      const fault = await faultOf(fetchPublic(url, { method: 'GET' }))
      expect(['unreadable', 'not-public', 'not-https', 'credentials'], url).toContain(fault)
      expect(await fetchPublic.judge(url), url).toBe(fault)
    }
  expect([trap.connections(), onIpv6.connections()]).toEqual([0, 0])
})

/** Where a machine has no IPv6, there is nothing to be reached by it. */
async function startIpv6Trap() {
  return startTrap('::1').catch(() => ({ port: 1, connections: () => 0 }))
}

it('a trap would notice', async () => {
  const trap = await startTrap()
  const careless = createPublicFetch({ mayReach: () => true })
  const url = `http://127.0.0.1:${trap.port}/`
  expect(await faultOf(careless(url, { method: 'GET', timeoutMs: 200 }))).toBe('timeout')
  expect(trap.connections()).toBe(1)
})

/** Gain: a name that is public while it is judged and something else when it is connected to. */
it('connects to the address that was judged, whatever the name says next', async () => {
  const { good, bad, url } = await startRebinding()
  const answers = [[good.address], [bad.address]]
  let asked = 0
  const fetchPublic = createPublicFetch({
    mayReach: (address) => address === good.address,
    resolve: async () => answers[Math.min(asked++, 1)] ?? [],
  })

  expect(await fetchPublic(url, { method: 'GET' })).toEqual({ status: 200, text: 'good' })
  expect(asked).toBe(1)
  expect(await faultOf(fetchPublic(url, { method: 'GET' }))).toBe('not-public')
  expect([good.requests(), bad.requests()]).toEqual([1, 0])
})

it('a good address among bad ones does not let them in', async () => {
  const { good, bad, url } = await startRebinding()
  for (const addresses of [
    [good.address, bad.address],
    [bad.address, good.address],
  ]) {
    const mayReach = (address: string) => address === good.address
    const fetchPublic = createPublicFetch({ mayReach, resolve: async () => addresses })
    expect(await faultOf(fetchPublic(url, { method: 'GET' }))).toBe('not-public')
  }
  expect([good.requests(), bad.requests()]).toEqual([0, 0])
})

/** Two addresses of this machine: one stands for the internet, the other for what lies behind. */
async function startRebinding() {
  const start = async (address: string, port: number, text: string) => {
    let requests = 0
    const server = createHttpServer((_request, response) => {
      requests += 1
      response.end(text)
    }).listen(port, address)
    await listening(server)
    onTestFinished(() => void server.close())
    return { address, port: portOf(server), requests: () => requests }
  }
  const good = await start('127.0.0.2', 0, 'good')
  const bad = await start('127.0.0.1', good.port, 'bad')
  return { good, bad, url: `http://panel.example:${good.port}/` }
}

async function startPanel(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: IncomingMessage[] = []
  const server = createHttpServer((request, response) => {
    seen.push(request)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await listening(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${portOf(server)}`, seen }
}

const onLoopback = createPublicFetch({ mayReach: (address) => address === '127.0.0.1' })

/** Gain: a public address that sends us on to one that is not. */
it.each([301, 302, 303, 307, 308])('does not follow a %d', async (status) => {
  const trap = await startTrap()
  const panel = await startPanel((_request, response) => {
    response.writeHead(status, { location: `http://127.0.0.1:${trap.port}/` }).end()
  })
  expect((await onLoopback(panel.url, { method: 'POST', body: '{}' })).status).toBe(status)
  expect([panel.seen.length, trap.connections()]).toEqual([1, 0])
})

/** Gain: memory and time of whoever asks. */
it('reads 64 KB of an endless answer and hangs up', async () => {
  let closed = false
  const panel = await startPanel((_request, response) => {
    response.on('close', () => {
      closed = true
    })
    const pour = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      if (!response.destroyed) response.once('drain', pour)
    }
    pour()
  })
  const { status, text } = await onLoopback(panel.url, { method: 'GET' })
  expect([status, text.length]).toEqual([200, 65_536])
  await expect.poll(() => closed).toBe(true)
})

it.each<[string, (response: ServerResponse) => void]>([
  ['never answers', () => {}],
  [
    'sends a byte now and then',
    (response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.once('close', () => clearInterval(timer))
    },
  ],
])('gives up a server that %s', async (_what, answer) => {
  const panel = await startPanel((_request, response) => answer(response))
  const startedAt = performance.now()
  expect(await faultOf(onLoopback(panel.url, { method: 'GET', timeoutMs: 300 }))).toBe('timeout')
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

it('gives up a name server that never answers', async () => {
  const stuck = createPublicFetch({ resolve: () => new Promise(() => {}) })
  const answer = stuck('https://panel.example/', { method: 'GET', timeoutMs: 100 })
  expect(await faultOf(answer)).toBe('timeout')
})

it('keeps no connection over which a next request would not be judged', async () => {
  const ports = new Set<number | undefined>()
  const panel = await startPanel(({ socket }, response) => {
    ports.add(socket.remotePort)
    response.end('ok')
  })
  await onLoopback(panel.url, { method: 'GET' })
  await onLoopback(panel.url, { method: 'GET' })
  expect([panel.seen.length, ports.size]).toEqual([2, 2])
})

it('does not speak https with whoever has no certificate for the name', async () => {
  const trap = await startPanel((_request, response) => response.end('plain'))
  const url = trap.url.replace('http:', 'https:')
  expect(['tls-failed', 'unreachable']).toContain(await faultOf(onLoopback(url, { method: 'GET' })))
  expect(trap.seen).toHaveLength(0)
})
