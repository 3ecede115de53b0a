import { expect, it } from 'vitest'
import {
  findFactor,
  MOST_WRONG_IN_A_ROW,
  noteWrong,
  replaceRecoveryCodes,
  spendRecoveryCode,
} from '../../src/factors/index.ts'
import { addUser, createWorld, inside, now } from '../integration/factors-fixture.ts'

/** Gain: a recovery code by trying. */

it('a set dies of a hundred wrong codes, and then the right one opens nothing', async () => {
  const world = await createWorld()
  const jan = await addUser(world, 'jan')
  const set = await inside(world, (within) => replaceRecoveryCodes(within, jan, { ...world, now }))
  if (!set) throw new Error('no such user')
  const factorId = set.factor.id
  const guess = (typed: string) =>
    inside(world, async (within) => {
      const isRight = await spendRecoveryCode(within, { factorId, typed, now })
      if (!isRight) await noteWrong(within, factorId, now)
      return isRight
    })

  for (let turn = 0; turn < MOST_WRONG_IN_A_ROW; turn++)
    expect(await guess(String(turn).padStart(16, '0'))).toBe(false)
  expect(await findFactor(world.store, { ...jan, factorId, now })).toMatchObject({
    state: 'disabled',
  })
  expect(await guess(set.codes[0] ?? '')).toBe(false)
})
