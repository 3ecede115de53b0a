import { expect, it } from 'vitest'
import {
  countUnused,
  disableFactor,
  findFactors,
  replaceRecoveryCodes,
  spendRecoveryCode,
} from '../../src/factors/index.ts'
import {
  addUser,
  atOnce,
  createWorld,
  eventsOf,
  inside,
  now,
  type World,
} from '../integration/factors-fixture.ts'

/** Gain: a way in for ever from one code that was found on a note, or used once under somebody's eyes. */

const jan = { tenantId: 'acme', userId: 'jan' }

const replace = async (world: World, who = jan) => {
  const set = await inside(world, (within) => replaceRecoveryCodes(within, who, { ...world, now }))
  if (!set) throw new Error('no such user')
  return { ...set, factorId: set.factor.id, first: set.codes[0] ?? '' }
}

const spend = (world: World, factorId: string, typed: string) =>
  inside(world, (within) => spendRecoveryCode(within, { factorId, typed, now }))

async function withSet() {
  const world = await createWorld()
  await addUser(world, 'jan')
  return { world, set: await replace(world) }
}

it('there are ten codes of 80 bits, each works once', async () => {
  const { world, set } = await withSet()
  expect(new Set(set.codes).size).toBe(10)
  for (const code of set.codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-Z]{4}$/)
  for (const [used, code] of set.codes.entries()) {
    expect(await countUnused(world.store, set.factorId)).toBe(10 - used)
    expect(await spend(world, set.factorId, code)).toBe(true)
    expect(await spend(world, set.factorId, code)).toBe(false)
  }
  expect(await countUnused(world.store, set.factorId)).toBe(0)
})

it('a code is read in whatever way it is typed', async () => {
  const { world, set } = await withSet()
  const typed = [
    (code: string) => code.toLowerCase(),
    (code: string) => code.replaceAll('-', ' '),
    (code: string) => ` ${code.replaceAll('-', '')}\n`,
    (code: string) => code.replaceAll('-', ' – '),
    (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
  ]
  for (const [n, write] of typed.entries())
    expect(await spend(world, set.factorId, write(set.codes[n] ?? ''))).toBe(true)
})

it('100 parallel uses of one code let one in, twenty times over', async () => {
  const world = await createWorld()
  await addUser(world, 'jan')
  for (let round = 0; round < 20; round++) {
    const { factorId, first: typed } = await replace(world)
    const uses = await atOnce(world, 100, (within) =>
      spendRecoveryCode(within, { factorId, typed, now }),
    )
    expect(uses.filter(Boolean)).toHaveLength(1)
    expect(await countUnused(world.store, factorId)).toBe(9)
  }
})

it('a new set voids the old one, used or not, and stays one factor', async () => {
  const { world, set } = await withSet()
  const newer = await replace(world)
  expect(newer.factorId).toBe(set.factorId)
  expect(await spend(world, set.factorId, set.first)).toBe(false)
  expect(await spend(world, newer.factorId, newer.first)).toBe(true)
  const factors = await findFactors(world.store, { ...jan, now })
  expect(factors).toMatchObject([{ id: set.factorId, method: 'recovery', state: 'confirmed' }])
  const replaced = (await eventsOf(world, 'jan')).filter(({ kind }) => /replaced/.test(kind))
  expect(replaced).toHaveLength(2)
})

it('of ten sets asked for at once, one is left whole', async () => {
  const { world } = await withSet()
  const sets = await Promise.all(Array.from({ length: 10 }, () => replace(world)))
  const factorId = sets[0]?.factorId ?? ''
  expect(await countUnused(world.store, factorId)).toBe(10)
  const works: boolean[] = []
  for (const { codes } of sets)
    for (const code of codes) works.push(await spend(world, factorId, code))
  expect(works.filter(Boolean)).toHaveLength(10)
})

it('a code of one user is nothing to another', async () => {
  const { world, set } = await withSet()
  await addUser(world, 'piet')
  const his = await replace(world, { ...jan, userId: 'piet' })
  expect(await spend(world, his.factorId, set.first)).toBe(false)
  expect(await spend(world, set.factorId, set.first)).toBe(true)
})

it('a set that was disabled opens nothing until it is replaced', async () => {
  const { world, set } = await withSet()
  await disableFactor(world.store, { factorId: set.factorId, now })
  expect(await spend(world, set.factorId, set.first)).toBe(false)
  const newer = await replace(world)
  expect(await spend(world, newer.factorId, newer.first)).toBe(true)
})

it.each(['', '482913', "' or 1=1 --", '0'.repeat(16), 'U'.repeat(16), '0'.repeat(10_000)])(
  'what is no code is refused: %#',
  async (typed) => {
    const { world, set } = await withSet()
    expect(await spend(world, set.factorId, typed)).toBe(false)
    expect(await countUnused(world.store, set.factorId)).toBe(10)
  },
)
