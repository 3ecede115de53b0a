import { createHmac } from 'node:crypto'
import { codeOf } from './code-of.ts'
import type { Json, TestService } from './test-service.ts'
import { addUserWithLogin, createVisitor, logIn, type Seen, type Visitor } from './visitor.ts'

/** RFC 6238 with what every authenticator takes for granted, written from the RFC. */
export function totpAt(secret: string, ms: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)))
  const digest = createHmac('sha1', key).update(step).digest()
  const offset = (digest[19] ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Adds a number over the API and confirms it; the call that was made for it is long over. */
export async function addNumber(
  service: TestService,
  { userId = 'anna', number = '06 12345678', proof = '' } = {},
): Promise<Json> {
  const path = `/v1/users/${userId}/factors`
  const added = await service.post(path, { method: 'voice', number }, { proof })
  if (added.status !== 201) throw new Error(added.text)
  const { factor, challenge } = added.body
  const code = await codeOf(service, challenge.id)
  const confirmed = await service.post(`${path}/${factor.id}/confirm`, { code })
  if (confirmed.status !== 200) throw new Error(confirmed.text)
  return confirmed.body
}

/** Adds an authenticator over the API and confirms it. */
export async function addAuthenticator(
  service: TestService,
  { userId = 'anna', proof = '' } = {},
): Promise<Json> {
  const path = `/v1/users/${userId}/factors`
  const added = await service.post(path, { method: 'totp' }, { proof })
  if (added.status !== 201) throw new Error(added.text)
  const { factor, secret } = added.body
  const code = totpAt(secret, service.clock.now())
  const confirmed = await service.post(`${path}/${factor.id}/confirm`, { code })
  if (confirmed.status !== 200) throw new Error(confirmed.text)
  return { ...confirmed.body, secret }
}

/** Anna, who is called when she logs in; what was counted while she enrolled is over. */
export async function annaByPhone(service: TestService): Promise<Json> {
  await addUserWithLogin(service)
  const confirmed = await addNumber(service)
  service.clock.advance(15 * 60_000)
  return confirmed
}

/** A second method, with the proof of the first. */
export async function annaByBoth(service: TestService): Promise<Json> {
  await addUserWithLogin(service)
  const { assertion, factor } = await addNumber(service)
  const totp = await addAuthenticator(service, { proof: assertion })
  service.clock.advance(15 * 60_000)
  return { ...totp, assertion, voice: factor }
}

export async function loggingIn(service: TestService): Promise<Visitor & { readonly seen: Seen }> {
  const visitor = createVisitor(service)
  return { ...visitor, seen: await logIn(visitor) }
}

/** The round that a page is about. */
export function roundOn(seen: Seen | null): string {
  const round = /round=(ch_[0-9a-f]{40})/.exec(seen?.path ?? '')?.[1]
  if (!round) throw new Error(`There is no round at ${seen?.path}: ${seen?.text}`)
  return round
}

export const codeOn = (service: TestService, seen: Seen | null) => codeOf(service, roundOn(seen))

/** The newest round of a user, where the page does not name it. */
export async function newestRound({ store }: TestService, userId = 'anna'): Promise<string> {
  const { id } = await store
    .selectFrom('challenges')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  return id
}
