import { expect, it } from 'vitest'
import { createServerDeadline } from './server-deadline.ts'

function start() {
  const clock = { time: 500 }
  return { clock, deadline: createServerDeadline(1000, () => clock.time) }
}

it('is unknown until the server told its time', () => {
  expect(start().deadline.next()).toBe(0)
})

it('is said in the time of the server, and moves with ours', () => {
  const { clock, deadline } = start()
  deadline.learn(1_700_000_000_000)
  expect(deadline.next()).toBe(1_700_000_001_000)
  clock.time += 250.4
  expect(deadline.next()).toBe(1_700_000_001_250)
})

it('follows a server whose clock was set', () => {
  const { deadline } = start()
  deadline.learn(1_700_000_000_000)
  deadline.learn(1_600_000_000_000)
  expect(deadline.next()).toBe(1_600_000_001_000)
})
