import { expect, it } from 'vitest'
import { askForReset, findSession, redeemReset } from '../../src/logins/index.ts'
import {
  addLogin,
  begin,
  eventsOf,
  HOME_IP,
  type LoginWorld,
  MINUTE_MS,
  OTHER_PASSWORD,
  openLoginWorld,
  PASSWORD,
  tokenOf,
  tryLogin,
} from '../integration/logins-world.ts'

/** Gain: an account, by the way that is there for those who forgot their password. */

const ask = ({ parts }: LoginWorld, name = 'anna', ip = HOME_IP) =>
  askForReset(parts, { tenantId: 'acme', name, ip })

const redeem = ({ parts }: LoginWorld, token: string, password = OTHER_PASSWORD) =>
  redeemReset(parts, { tenantId: 'acme', token, password, ip: HOME_IP })

async function asked() {
  const world = await openLoginWorld()
  await addLogin(world)
  expect(await ask(world)).toEqual({ outcome: 'asked' })
  return { world, token: await tokenOf(world) }
}

it('the link goes to its user, holds 160 random bits, and works once', async () => {
  const { world, token } = await asked()
  const [mail] = await world.mails()
  expect(mail).toMatchObject({
    ...{ to: 'anna@panel.example', subject: 'Acme: nieuw wachtwoord kiezen' },
  })
  expect(mail?.text).toContain(`https://login.acme.example/login/new-password#${token}`)
  expect(mail?.text).toContain(HOME_IP)
  expect(Buffer.from(token, 'base64url')).toHaveLength(20)

  expect(await redeem(world, token)).toEqual({ outcome: 'changed', userId: 'anna' })
  expect((await tryLogin(world)).outcome).toBe('wrong')
  expect((await tryLogin(world, { password: OTHER_PASSWORD })).outcome).toBe('right')
  expect(await redeem(world, token, 'nog een heel ander wachtwoord')).toEqual({ outcome: 'closed' })
  expect((await world.mails()).at(-1)?.subject).toBe('Acme: wachtwoord gewijzigd')
})

it('asking changes nothing: the old password works until a new one is chosen', async () => {
  const { world } = await asked()
  expect((await tryLogin(world)).outcome).toBe('right')
})

it('after half an hour it is too late', async () => {
  const { world, token } = await asked()
  world.clock.advance(30 * MINUTE_MS - 1000)
  expect((await redeem(world, token, 'kort')).outcome).toBe('refused')
  world.clock.advance(2000)
  expect(await redeem(world, token)).toEqual({ outcome: 'closed' })
})

it('a newer link makes the older one void', async () => {
  const { world, token: older } = await asked()
  await ask(world)
  const newer = await tokenOf(world)
  expect(newer).not.toBe(older)
  expect(await redeem(world, older)).toEqual({ outcome: 'closed' })
  expect((await redeem(world, newer)).outcome).toBe('changed')
})

it('a password that is changed otherwise makes the link void', async () => {
  const { world, token } = await asked()
  await addLogin(world, { password: 'nog een heel ander wachtwoord' })
  expect(await redeem(world, token)).toEqual({ outcome: 'closed' })
})

it('a bad choice leaves the link as it was', async () => {
  const { world, token } = await asked()
  for (const [password, reason] of [
    ['qwerty123456', 'known-leaked'],
    [PASSWORD, 'same-as-old'],
    ['anna de vries', 'is-your-name'],
  ] as const)
    expect(await redeem(world, token, password)).toEqual({ outcome: 'refused', reason })
  expect((await redeem(world, token)).outcome).toBe('changed')
})

it('lets nobody in: it begins no session, ends all there are, and takes no factor away (A4)', async () => {
  const { world, token } = await asked()
  const { token: inside } = await begin(world)
  const factors = { tenant_id: 'acme', user_id: 'anna' }
  await addTotp(world, factors)
  await redeem(world, token)
  expect(await findSession(world.parts, inside)).toBeNull()
  const alive = await world.store
    .selectFrom('sessions')
    .select('id')
    .where('ended_at', 'is', null)
    .execute()
  expect(alive).toEqual([])
  const left = await world.store.selectFrom('factors').select(['id', 'disabled_at']).execute()
  expect(left).toEqual([{ id: 'fa_1', disabled_at: null }])
  const { session } = await begin(world)
  expect(session.stage).toBe('password')
})

async function addTotp({ store }: LoginWorld, whose: { tenant_id: string; user_id: string }) {
  const unused = { number_subject: null, secret_sealed: null, last_step: null, held_until: null }
  await store
    .insertInto('factors')
    .values({
      ...{ ...whose, ...unused, id: 'fa_1', method: 'totp', label: '', position: 1, shown: '' },
      ...{ wrong_in_a_row: 0, created_at: 1, expires_at: 1, confirmed_at: 1, disabled_at: null },
    })
    .execute()
}

it('at another tenant, or made up, it is worth nothing', async () => {
  const { world, token } = await asked()
  const elsewhere = { tenantId: 'other', token, password: OTHER_PASSWORD }
  expect(await redeemReset(world.parts, elsewhere)).toEqual({ outcome: 'closed' })
  for (const made of ['', 'x', `${token}x`, token.slice(1), token.toLowerCase()])
    expect(await redeem(world, made)).toEqual({ outcome: 'closed' })
})

it('is nowhere but in the mail', async () => {
  const { world, token } = await asked()
  await redeem(world, token)
  const dump = await world.dump()
  for (const secret of [token, OTHER_PASSWORD, PASSWORD]) {
    expect(dump).not.toContain(secret)
    expect(world.logged()).not.toContain(secret)
  }
  const kinds = (await eventsOf(world, 'anna')).map(({ kind }) => kind)
  expect(kinds).toContain('password.reset-asked')
})

it('three mails an hour to whoever asks from one address, and who is refused is told so', async () => {
  const { world } = await asked()
  await ask(world)
  await ask(world)
  expect(await ask(world)).toMatchObject({
    ...{ outcome: 'limit-reached', limit: 'password-resets-login-ip-1h' },
  })
  expect(await world.mails()).toHaveLength(3)
  world.clock.advance(61 * MINUTE_MS)
  expect((await ask(world)).outcome).toBe('asked')
})

it('one address cannot have mails sent to everybody', async () => {
  const world = await openLoginWorld()
  const outcomes: string[] = []
  const asking = Array.from({ length: 25 }, (_, index) => ask(world, `user-${index}`))
  for (const one of await Promise.all(asking)) outcomes.push(one.outcome)
  expect(outcomes.filter((outcome) => outcome === 'asked')).toHaveLength(20)
})

it('where no mail can be sent, everybody is told so', async () => {
  const world = await openLoginWorld({ canMail: false })
  await addLogin(world)
  for (const name of ['anna', 'nobody'])
    expect(await ask(world, name)).toEqual({ outcome: 'mail-needed' })
})
