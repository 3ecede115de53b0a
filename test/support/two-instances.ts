import { expect } from 'vitest'
import { limitsWithoutCalls } from './limits-without-calls.ts'
import { startTestService, type TestService } from './test-service.ts'

export const ROUNDS = 20

/**
 * Two instances on one database whose limiters know nothing of each other, and no limits on calls:
 * what holds here, the database holds alone. Their connections are open before the first round, for
 * one that has yet to be made hides a race.
 */
export async function startTwoInstances(): Promise<readonly [TestService, TestService]> {
  const env = { REDIS_URL: '' }
  const parts = { limits: limitsWithoutCalls }
  const first = await startTestService({ env, parts })
  const second = await startTestService({ env, parts, folder: first.folder })
  await Promise.all([first, second].map(openConnections))
  return [first, second]
}

async function openConnections({ get }: TestService) {
  await Promise.all(Array.from({ length: 20 }, () => get(`/v1/challenges/ch_${'0'.repeat(40)}`)))
}

export function numberOf(round: number) {
  return `06${String(40_000_000 + round)}`
}

/** Asks many times at once, one instance after the other. */
export function askBoth<T>(
  instances: readonly [TestService, TestService],
  times: number,
  ask: (service: TestService, turn: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(
    Array.from({ length: times }, (_, turn) => ask(instances[turn % 2 === 0 ? 0 : 1], turn)),
  )
}

/** Every answer is one of these, or 503: a machine that is too busy does nothing rather than wait. */
export function expectOnly(answers: readonly { status: number }[], statuses: readonly number[]) {
  const others = answers.filter(({ status }) => ![...statuses, 503].includes(status))
  expect(others.map(({ status }) => status)).toEqual([])
}

export function count(answers: readonly { status: number }[], status: number): number {
  return answers.filter((answer) => answer.status === status).length
}
