import { expect, it } from 'vitest'
import {
  claimStep,
  disableFactor,
  type Factor,
  findFactor,
  noteRight,
  noteWrong,
  primaryOf,
} from '../../src/factors/index.ts'
import {
  addConfirmed,
  addUser,
  atOnce,
  confirm,
  createWorld,
  eventsOf,
  now,
} from './factors-fixture.ts'

const jan = { tenantId: 'acme', userId: 'jan' }

async function withFactor() {
  const world = await createWorld()
  await addUser(world, 'jan')
  const factor = await addConfirmed(world, { ...jan, method: 'totp' })
  const read = () => findFactor(world.store, { ...jan, factorId: factor.id, now })
  return { world, factor, read }
}

it('a hundred wrong codes in a row disable a factor, sent at once or one by one', async () => {
  const { world, factor, read } = await withFactor()
  const noted = await atOnce(world, 150, (within) => noteWrong(within, factor.id, now))
  const counted = noted.filter((one) => one !== null)
  expect(counted.map(({ wrongInARow }) => wrongInARow).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, n) => n + 1),
  )
  expect(counted.filter(({ state }) => state === 'disabled')).toHaveLength(1)

  const disabled = (await read()) as Factor
  expect(disabled).toMatchObject({ state: 'disabled', disabledAt: now })
  expect(primaryOf([disabled])).toBeNull()
  const events = await eventsOf(world, 'jan')
  expect(events.filter(({ kind }) => kind === 'factor.disabled')).toEqual([
    {
      kind: 'factor.disabled',
      detail: { factor: factor.id, method: 'totp', wrongInARow: 100 },
    },
  ])
})

it('a right code after 99 wrong ones begins the row again', async () => {
  const { world, factor, read } = await withFactor()
  for (let turn = 0; turn < 99; turn++) await noteWrong(world.store, factor.id, now)
  await noteRight(world.store, factor.id)
  expect(await noteWrong(world.store, factor.id, now)).toMatchObject({
    wrongInARow: 1,
    state: 'confirmed',
  })
  expect(await read()).toMatchObject({ state: 'confirmed', disabledAt: null })
})

it('a right code does not enable what is disabled; only a new factor helps', async () => {
  const { world, factor, read } = await withFactor()
  await disableFactor(world.store, { factorId: factor.id, now, by: { agent: 'h1' } })
  expect(await disableFactor(world.store, { factorId: factor.id, now })).toBeNull()
  await noteRight(world.store, factor.id)
  expect(await claimStep(world.store, { factorId: factor.id, step: 1 })).toBe(false)
  expect(await confirm(world, factor)).toBeNull()
  expect(await read()).toMatchObject({ state: 'disabled' })
})

it('nothing is counted for a factor that is gone', async () => {
  const { world } = await withFactor()
  expect(await noteWrong(world.store, 'fa_gone', now)).toBeNull()
})
