import { expect, it } from 'vitest'
import { createPacer } from './pacer.ts'

/** A pacer whose time passes when the test says so, a millisecond at a time. */
function createWorld(perSecond: number) {
  let now = 0
  const timers = new Set<{ readonly everyMs: number; dueInMs: number; act(): void }>()
  const pace = createPacer(perSecond, {
    now: () => now,
    every(everyMs, act) {
      const timer = { everyMs, dueInMs: everyMs, act }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  })
  const through: [name: string, at: number][] = []

  return {
    through,
    async ask(...names: readonly string[]) {
      for (const name of names) void pace().then(() => through.push([name, now]))
      await settled()
    },
    set(at: number) {
      now = at
    },
    async pass(ms: number) {
      for (let step = 0; step < ms; step++) {
        now += 1
        for (const timer of timers) {
          timer.dueInMs -= 1
          if (timer.dueInMs > 0) continue
          timer.dueInMs = timer.everyMs
          timer.act()
        }
        await settled()
      }
    },
    /** All at once, as a test moves a clock: what is due repeatedly is done once. */
    async jump(ms: number) {
      now += ms
      for (const { act } of timers) act()
      await settled()
    },
  }
}

/** Whatever was woken has gone on. */
async function settled() {
  for (let turn = 0; turn < 10; turn++) await null
}

it('lets one through each interval, in the order in which they asked', async () => {
  const world = createWorld(5)
  await world.ask('a', 'b', 'c')
  await world.pass(1000)
  expect(world.through).toEqual([
    ['a', 0],
    ['b', 200],
    ['c', 400],
  ])
})

it('makes nobody wait who comes after the interval', async () => {
  const world = createWorld(5)
  await world.ask('a')
  await world.pass(250)
  await world.ask('b')
  expect(world.through.at(-1)).toEqual(['b', 250])
})

it('a clock that jumps passes as much of the wait as it jumps', async () => {
  const world = createWorld(5)
  await world.ask('a', 'b', 'c')
  await world.jump(150)
  expect(world.through).toHaveLength(1)
  await world.jump(100)
  expect(world.through).toHaveLength(2)
  await world.jump(10_000)
  expect(world.through).toHaveLength(3)
})

it.each(['before they ask', 'while they wait'])(
  'a clock that is set back an hour holds nobody up for an hour: %s',
  async (when) => {
    const world = createWorld(5)
    await world.ask('a')
    if (when === 'while they wait') await world.ask('b', 'c')
    world.set(-3_600_000)
    if (when === 'before they ask') await world.ask('b', 'c')
    await world.pass(500)
    expect(world.through.map(([name]) => name)).toEqual(['a', 'b', 'c'])
  },
)
