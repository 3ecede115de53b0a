import { webcrypto } from 'node:crypto'
import type { Answer, Json, TestService } from './test-service.ts'

type Key = webcrypto.CryptoKey

const { subtle } = webcrypto
const curve = { name: 'ECDH', namedCurve: 'P-256' }
const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

/** An app on a phone: a key that cannot be taken out of it, and a token once it is paired. */
export interface PhoneApp {
  readonly publicKey: Json
  readonly token: string
  readonly factorId: string
  /** How the app asks: with its token, and no API key. */
  readonly asDevice: { readonly authorization: string }
  /** What is open, with what each holds when it is opened. */
  challenges(at?: TestService): Promise<Json[]>
  open(sealed: string): Promise<Json>
  follow(at?: TestService): Promise<AppEvents>
}

export interface AppEvents {
  readonly response: Response
  /** The opened challenges of the next event; null when the stream has ended. */
  next(): Promise<Json[] | null>
  close(): void
}

export async function makeKey() {
  const { publicKey, privateKey } = await subtle.generateKey(curve, false, ['deriveBits'])
  return { publicKey: await subtle.exportKey('jwk', publicKey), privateKey }
}

/** Adds an app to a user and answers its pairing code and factor. */
export async function addApp(service: TestService, userId: string, proof = ''): Promise<Json> {
  const added = await service.post(`/v1/users/${userId}/factors`, { method: 'app' }, { proof })
  if (added.status !== 201) throw new Error(`not added: ${added.status} ${added.text}`)
  return added.body
}

/** Asks without the key of the panel, as an app does; from an address behind a proxy, where one is told. */
export async function askToPair(
  service: TestService,
  body: object,
  from?: string,
): Promise<Answer> {
  const { publicKey } = await makeKey()
  const headers = { authorization: '', ...(from && { 'x-forwarded-for': from }) }
  return service.post('/device/pair', { publicKey, name: 'Pixel 9', ...body }, headers)
}

export async function pairApp(
  service: TestService,
  pairingCode: string,
  name = 'Pixel 9',
): Promise<PhoneApp> {
  const { publicKey, privateKey } = await makeKey()
  const body = { pairingCode, publicKey, name }
  const paired = await service.post('/device/pair', body, { authorization: '' })
  if (paired.status !== 201) throw new Error(`not paired: ${paired.status} ${paired.text}`)
  const { token, factorId } = paired.body
  const asDevice = { authorization: `Bearer ${token}` }
  const open = (sealed: string) => openOnDevice(sealed, privateKey)
  const openAll = ({ challenges }: Json) =>
    Promise.all(
      challenges.map(async (one: Json) => ({ ...one, opened: await open(one.sealed) })),
    ) as Promise<Json[]>

  return {
    ...{ publicKey, token, factorId, asDevice, open },
    async challenges(at = service) {
      const answer = await at.get('/device/challenges', asDevice)
      if (answer.status !== 200) throw new Error(`not read: ${answer.status} ${answer.text}`)
      return openAll(answer.body)
    },
    async follow(at = service) {
      const abort = new AbortController()
      const response = await fetch(`${at.home}/device/events`, {
        headers: asDevice,
        signal: abort.signal,
      })
      const events = eventsOf(response)
      return {
        response,
        async next() {
          const { value } = await events.next()
          return value ? openAll(value) : null
        },
        close: () => abort.abort(),
      }
    },
  }
}

/** A user with an app that was paired and confirmed. */
export async function userWithApp(service: TestService, userId: string): Promise<PhoneApp> {
  await service.put(`/v1/users/${userId}`, {})
  const { pairingCode, factor } = await addApp(service, userId)
  const app = await pairApp(service, pairingCode)
  const [challenge] = await app.challenges()
  const path = `/v1/users/${userId}/factors/${factor.id}/confirm`
  const confirmed = await service.post(path, { code: challenge.opened.code })
  if (confirmed.status !== 200) throw new Error(`not confirmed: ${confirmed.text}`)
  return app
}

async function* eventsOf(response: Response): AsyncGenerator<Json, null> {
  const body = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())
  let buffered = ''
  for await (const chunk of body) {
    buffered += chunk
    for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
      const event = buffered.slice(0, end)
      buffered = buffered.slice(end + 2)
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (data === undefined) continue
      if (!/^event: challenges$/m.test(event)) throw new Error(`Unknown event: ${event}`)
      yield JSON.parse(data)
    }
  }
  return null
}

/** A compact JWE, ECDH-ES with A256GCM, opened with WebCrypto and nothing else. */
export async function openOnDevice(jwe: string, secret: Key): Promise<Json> {
  const [header = '', wrapped, iv = '', sealed = '', tag = ''] = jwe.split('.')
  if (wrapped !== '') throw new Error('the key is agreed on, not sent')
  const { epk, enc } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const theirs = await subtle.importKey('jwk', epk, curve, false, [])
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, secret, 256)
  const key = await concatKdf(new Uint8Array(shared), enc)
  const aes = await subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  const opened = await subtle.decrypt(
    { name: 'AES-GCM', iv: bytesOf(iv), additionalData: new TextEncoder().encode(header) },
    aes,
    Buffer.concat([bytesOf(sealed), bytesOf(tag)]),
  )
  return JSON.parse(new TextDecoder().decode(opened))
}

/** RFC 7518 section 4.6.2: one round of SHA-256, without the names of the parties. */
async function concatKdf(shared: Uint8Array, algorithm: string) {
  const uint32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const name = [uint32(algorithm.length), Buffer.from(algorithm)]
  const input = Buffer.concat([uint32(1), shared, ...name, uint32(0), uint32(0), uint32(256)])
  return new Uint8Array(await subtle.digest('SHA-256', input))
}
