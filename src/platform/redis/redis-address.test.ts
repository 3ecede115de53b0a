import { describe, expect, it } from 'vitest'
import { toRedisAddress } from './redis-address.ts'

const plain = { host: 'redis.local', port: 6379, username: undefined, password: undefined, db: 0 }

describe('an address of Redis', () => {
  it.each([
    ['redis://redis.local', { ...plain, tls: undefined }],
    ['redis://redis.local/', { ...plain, tls: undefined }],
    ['redis://redis.local:7000/12', { ...plain, port: 7000, db: 12, tls: undefined }],
    ['rediss://redis.local', { ...plain, tls: {} }],
    ['redis://:p%40ss%2F@redis.local', { ...plain, password: 'p@ss/', tls: undefined }],
    [
      'rediss://app:secret@[::1]:6380/3',
      { host: '::1', port: 6380, username: 'app', password: 'secret', db: 3, tls: {} },
    ],
  ])('%s', (text, address) => {
    expect(toRedisAddress(text)).toEqual(address)
  })

  it.each([
    'http://secret@redis.local',
    'redis://',
    'secret',
    'redis://redis.local/secret',
    'redis://a:secret@redis.local:99999',
  ])('%s is none, and the error does not repeat it', (text) => {
    const read = () => toRedisAddress(text)
    expect(read).toThrow('An address of Redis is')
    expect(read).not.toThrow(/secret/)
  })
})
