import { generateSync } from 'otplib'
import { expect, it } from 'vitest'
import { claimStep, type Factor, matchStep, openSecret } from '../../src/factors/index.ts'
import {
  addConfirmed,
  addUser,
  atOnce,
  createWorld,
  inside,
  now,
  type World,
} from '../integration/factors-fixture.ts'

/** Gain: a second login with a code that was looked over a shoulder, or caught on its way. */

const jan = { tenantId: 'acme', userId: 'jan' }

async function withTotp() {
  const world = await createWorld()
  await addUser(world, 'jan')
  return { world, factor: await addConfirmed(world, { ...jan, method: 'totp' }) }
}

const codeAt = (secret: string, at: number) =>
  generateSync({ secret, epoch: Math.floor(at / 1000) })

/** As a login does: which step is it of, and is that step still free? */
async function use(world: World, factor: Factor, { code, at }: { code: string; at: number }) {
  const step = matchStep(openSecret(world.keyring, factor), code, at)
  if (step === null) return false
  return inside(world, (within) => claimStep(within, { factorId: factor.id, step }))
}

it('a code works once, and no code of an older step works after it', async () => {
  const { world, factor } = await withTotp()
  const secret = openSecret(world.keyring, factor)
  const enter = (offsetSeconds: number) =>
    use(world, factor, { code: codeAt(secret, now + offsetSeconds * 1000), at: now })

  expect(await enter(0)).toBe(true)
  expect(await enter(0)).toBe(false)
  expect(await enter(-30)).toBe(false)
  expect(await enter(30)).toBe(true)
  expect(await enter(0)).toBe(false)
  expect(await enter(30)).toBe(false)
})

it('a clock that is set back opens no step again', async () => {
  const { world, factor } = await withTotp()
  const secret = openSecret(world.keyring, factor)
  const before = now - 3_600_000
  expect(await use(world, factor, { code: codeAt(secret, now), at: now })).toBe(true)
  expect(await use(world, factor, { code: codeAt(secret, before), at: before })).toBe(false)
})

it('100 parallel uses of one code let one in, twenty times over', async () => {
  const { world, factor } = await withTotp()
  const secret = openSecret(world.keyring, factor)
  for (let round = 0; round < 20; round++) {
    const at = now + round * 30_000
    const code = codeAt(secret, at)
    const step = matchStep(secret, code, at) ?? -1
    const uses = await atOnce(world, 100, (within) =>
      claimStep(within, { factorId: factor.id, step }),
    )
    expect(uses.filter(Boolean)).toHaveLength(1)
  }
})

it('of parallel uses of neighbouring codes none goes backwards', async () => {
  const { world, factor } = await withTotp()
  for (let round = 0; round < 20; round++) {
    const claims = await atOnce(world, 30, async (within, turn) => {
      const step = round * 3 + (turn % 3)
      return { step, isMine: await claimStep(within, { factorId: factor.id, step }) }
    })
    const accepted = claims.filter(({ isMine }) => isMine).map(({ step }) => step)
    expect(new Set(accepted).size).toBe(accepted.length)
    expect(accepted).toContain(round * 3 + 2)
  }
})

it('a code of one user is nothing to another, though both stand at the same step', async () => {
  const { world, factor } = await withTotp()
  await addUser(world, 'piet')
  const his = await addConfirmed(world, { ...jan, userId: 'piet', method: 'totp' })
  const code = codeAt(openSecret(world.keyring, factor), now)
  expect(await use(world, his, { code, at: now })).toBe(false)
  expect(await use(world, factor, { code, at: now })).toBe(true)
})
