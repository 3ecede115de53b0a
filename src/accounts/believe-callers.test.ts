import { expect, it } from 'vitest'
import type { Caller } from './api-key.ts'
import { believeCallers } from './believe-callers.ts'
import { defaultPolicy } from './policy.ts'

const caller: Caller = { keyId: 'key_1', tenantId: 'demo', policy: defaultPolicy, scopes: [] }

/** A directory of keys that counts how often it is asked, and a clock. */
function directory() {
  const world = { time: 0, asked: 0, keys: new Map([['known', caller]]) }
  const find = async (key: string) => {
    world.asked += 1
    return world.keys.get(key) ?? null
  }
  return { world, ...believeCallers(find, () => world.time) }
}

it('asks once a second for a key that is there', async () => {
  const { world, find } = directory()
  for (const time of [0, 500, 999, 1000, 1999]) {
    world.time = time
    expect(await find('known')).toBe(caller)
  }
  expect(world.asked).toBe(2)
})

it('a key that was revoked works for less than a second more', async () => {
  const { world, find } = directory()
  await find('known')
  world.keys.clear()
  world.time = 999
  expect(await find('known')).toBe(caller)
  world.time = 1000
  expect(await find('known')).toBeNull()
})

it('believes nothing of strangers: a key that is made works at once', async () => {
  const { world, find } = directory()
  expect(await find('new')).toBeNull()
  world.keys.set('new', caller)
  expect(await find('new')).toBe(caller)
})

it('an answer that took long is believed from the moment it was asked for', async () => {
  const world = { time: 0, keys: [caller, null] }
  const { find } = believeCallers(
    async () => {
      world.time += 800
      return world.keys.shift() ?? null
    },
    () => world.time,
  )
  expect(await find('known')).toBe(caller)
  world.time = 1000
  expect(await find('known')).toBeNull()
})

it('a failure is not remembered', async () => {
  let calls = 0
  const { find } = believeCallers(
    async () => {
      calls += 1
      if (calls === 1) throw new Error('down')
      return caller
    },
    () => 0,
  )
  await expect(find('known')).rejects.toThrow('down')
  expect(await find('known')).toBe(caller)
})

it('what is forgotten is looked up, and an answer from before is believed by nobody', async () => {
  const { world, find, forget } = directory()
  await find('known')
  const late = directory()
  const asking = late.find('known')
  late.forget()
  await asking
  await late.find('known')
  expect(late.world.asked).toBe(2)

  forget()
  world.keys.clear()
  expect(await find('known')).toBeNull()
})
