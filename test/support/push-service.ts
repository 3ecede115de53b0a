import { createDecipheriv, createECDH, createHmac, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createPublicFetch } from '../../src/platform/http/index.ts'
import { eventually } from './eventually.ts'
import type { Json } from './test-service.ts'

export interface Pushed {
  readonly headers: IncomingHttpHeaders
  readonly path: string
  readonly body: Buffer
}

/** A part of the service that lets it push to this machine. */
export const toLoopback = createPublicFetch({ mayReach: (address) => address === '127.0.0.1' })

/** A push service on this machine, and the browser behind it. */
export async function startPushService() {
  const pushed: Pushed[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const { headers, url: path = '' } = request
      pushed.push({ headers, path, body: Buffer.concat(chunks) })
      response.writeHead(answers.shift() ?? 201).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    pushed,
    origin,
    /** What it answers next, each once; then 201. */
    answerWith: (...statuses: number[]) => void answers.push(...statuses),
    async nthPush(count: number): Promise<Pushed> {
      await eventually(
        () => pushed.length,
        (length) => length >= count,
      )
      return pushed[count - 1] as Pushed
    },
    /** What a browser gives a page that subscribes, and how that browser reads what comes. */
    subscribe() {
      const browser = createECDH('prime256v1')
      browser.generateKeys()
      const auth = randomBytes(16)
      const keys = {
        p256dh: browser.getPublicKey('base64url'),
        auth: auth.toString('base64url'),
      }
      const endpoint = `${origin}/push/${randomBytes(12).toString('hex')}`
      return {
        subscription: { endpoint, expirationTime: null, keys },
        read: (body: Buffer) => decryptPush(body, { privateKey: browser.getPrivateKey(), auth }),
      }
    },
  }
}

interface Receiver {
  readonly privateKey: Buffer
  readonly auth: Buffer
}

/** RFC 8291 on top of RFC 8188, in one record: written from the RFCs. */
export function decryptPush(body: Buffer, { privateKey, auth }: Receiver): string {
  const browser = createECDH('prime256v1')
  browser.setPrivateKey(privateKey)
  const salt = body.subarray(0, 16)
  const recordSize = body.readUInt32BE(16)
  const sender = body.subarray(21, 21 + body.readUInt8(20))
  const record = body.subarray(21 + sender.length)
  if (record.length > recordSize) throw new Error('more than one record')

  const hmac = (key: Buffer, ...parts: (Buffer | string)[]) =>
    createHmac('sha256', key)
      .update(Buffer.concat(parts.map((part) => Buffer.from(part as string))))
      .digest()
  const shared = hmac(auth, browser.computeSecret(sender))
  const input = hmac(shared, 'WebPush: info\0', browser.getPublicKey(), sender, '\x01')
  const random = hmac(salt, input)
  const key = hmac(random, 'Content-Encoding: aes128gcm\0\x01').subarray(0, 16)
  const nonce = hmac(random, 'Content-Encoding: nonce\0\x01').subarray(0, 12)

  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0))
    throw new Error('padded in another way')
  return padded.subarray(0, end).toString()
}

/** RFC 8292: what the sender says of itself, when its signature is right. */
export function readVapid({ headers }: Pushed): Json {
  const [, jwt = '', key = ''] =
    /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? []
  const [header = '', claims = '', signature = ''] = jwt.split('.')
  const [x, y] = [Buffer.from(key, 'base64url').subarray(1, 33), Buffer.from(key, 'base64url')]
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256', x: x.toString('base64url') },
    y: y.subarray(33).toString('base64url'),
  }
  const isRight = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: jwk, format: 'jwk', dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isRight) throw new Error('signed by another key')
  return { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), key }
}
