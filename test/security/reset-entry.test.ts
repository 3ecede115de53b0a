import { expect, it } from 'vitest'
import { createTenant } from '../../src/accounts/index.ts'
import {
  addAuthenticator,
  DAY_MS,
  enrol,
  factorsOf,
  keyFor,
  resetWhole,
  startHelpdesk,
  tokenIn,
} from '../flows/reset-world.ts'
import type { TestService } from '../support/test-service.ts'
import { expectOnly } from '../support/two-instances.ts'

/** Gain: an account whose factors were reset, by an entry that was used, found, guessed or replaced. */

const redeem = ({ post }: TestService, token: string, headers = {}) =>
  post('/v1/entries/redeem', { token }, headers)

it('an entry that is brought twenty times at once works once, and then never', async () => {
  const service = await startHelpdesk()
  for (let round = 0; round < 20; round++) {
    const id = `user-${round}`
    await enrol(service, id)
    await resetWhole(service, id)
    const token = await tokenIn(service, id, 'entry')
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(service, token)))
    const [first, ...others] = answers.filter(({ status }) => status === 200)
    expect(first?.body).toEqual({ userId: id, purpose: 'set-up' })
    expect(others, `round ${round}`).toEqual([])
    expectOnly(answers, [200, 410])
    expect((await redeem(service, token)).status).toBe(410)
  }
})

it('an entry is good for a day and no longer', async () => {
  const service = await startHelpdesk()
  for (const [id, aheadMs, status] of [
    ['in-time', -30_000, 200],
    ['too-late', 1000, 410],
  ] as const) {
    await enrol(service, id)
    await resetWhole(service, id)
    const token = await tokenIn(service, id, 'entry')
    service.clock.advance(DAY_MS + aheadMs)
    expect((await redeem(service, token)).status, id).toBe(status)
  }
})

it('a newer entry takes the place of an older one', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await resetWhole(service, 'anna')
  const older = await tokenIn(service, 'anna', 'entry')
  await resetWhole(service, 'anna')
  const newer = await tokenIn(service, 'anna', 'entry')
  expect(newer).not.toBe(older)
  expect((await redeem(service, older)).status).toBe(410)
  expect((await redeem(service, newer)).status).toBe(200)
})

it("another tenant's key cannot use it, nor what was changed or made up", async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await resetWhole(service, 'anna')
  const token = await tokenIn(service, 'anna', 'entry')
  await createTenant(service.store, { id: 'other', name: 'Other' })
  const asOther = await keyFor(service, 'challenges', 'other')
  expect((await redeem(service, token, asOther)).body.code).toBe('entry-closed')
  for (const wrong of [token.slice(1), `${token}A`, token.toUpperCase(), 'A'.repeat(27)])
    expect((await redeem(service, wrong)).body.code, wrong).toBe('entry-closed')
  expect((await redeem(service, token)).status).toBe(200)
})

it('whoever redeemed it sets up a first factor, and nothing of the old ones is left', async () => {
  const service = await startHelpdesk()
  const { factorId } = await enrol(service, 'anna')
  await resetWhole(service, 'anna')
  expect(await factorsOf(service, 'anna')).toMatchObject([{ id: factorId, state: 'disabled' }])
  await redeem(service, await tokenIn(service, 'anna', 'entry'))
  expect(await factorsOf(service, 'anna')).toEqual([])
  const fresh = await addAuthenticator(service, 'anna')
  expect(await factorsOf(service, 'anna')).toMatchObject([{ id: fresh.factorId, primary: true }])
})

it('between reset and entry the password alone sets up nothing, enforced or not', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await resetWhole(service, 'anna')
  const added = await service.post('/v1/users/anna/factors', { method: 'totp' })
  expect(added.body).toMatchObject({ code: 'proof-needed', reason: 'reset-needed' })
  const { enrolment } = (await service.get('/v1/users/anna')).body
  expect(enrolment).toMatchObject({ state: 'none', asked: true, required: true })
  await redeem(service, await tokenIn(service, 'anna', 'entry'))
  await addAuthenticator(service, 'anna')
})
