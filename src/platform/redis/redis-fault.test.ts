import { describe, expect, it } from 'vitest'
import { toReason, toStoreUnavailable } from './redis-fault.ts'

describe('the reason of a failure', () => {
  it.each<[string, unknown, string]>([
    ['of a socket', withCode('connect ECONNREFUSED 10.0.0.7:6379', 'ECONNREFUSED'), 'ECONNREFUSED'],
    ['of a command', new Error('Command timed out'), 'Command timed out'],
    [
      'of a server',
      new Error('WRONGPASS invalid username-password pair or user is disabled.'),
      'WRONGPASS invalid username-password pair or user is disabled.',
    ],
    [
      'without the arguments that a server repeats',
      new Error("ERR unknown command 'HELLO', with args beginning with: '3' 'AUTH' 'a' 'secret'"),
      "ERR unknown command 'HELLO'",
    ],
    [
      'of the last node of a cluster',
      Object.assign(new Error('Failed to refresh slots cache.'), {
        lastNodeError: withCode('connect ETIMEDOUT', 'ETIMEDOUT'),
      }),
      'ETIMEDOUT',
    ],
    ['of something else', 'secret', 'unknown'],
  ])('%s', (_name, error, reason) => {
    expect(toReason(error)).toBe(reason)
  })

  it('travels on without what ioredis hung on it', () => {
    const error = Object.assign(new Error('WRONGPASS'), { command: { args: ['secret'] } })
    const { message, cause } = toStoreUnavailable(error)
    expect(message).toBe('Redis cannot be reached')
    expect(cause).toEqual(new Error('WRONGPASS'))
    expect(Object.keys(cause as Error)).toEqual([])
  })
})

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}
