import { describe, expect, it } from 'vitest'
import { judgeRedis, type RedisFacts } from './judge-redis.ts'

const sound: RedisFacts = {
  ...{ version: '7.2.4', role: 'master', isNode: false, isUsedAsNode: false },
  ...{ appendsToFile: true, writesFail: false, evictionPolicy: 'noeviction' },
  ...{ usedBytes: 80, mostBytes: 100, aheadMs: -1000 },
}
const judge = (facts: Partial<RedisFacts>) =>
  judgeRedis({ ...sound, ...facts }).map(({ fault }) => fault)

describe('a Redis is judged', () => {
  it('sound, also when it does not say everything and when it has no bound', () => {
    expect(judge({})).toEqual([])
    expect(judge({ appendsToFile: undefined, evictionPolicy: undefined })).toEqual([])
    expect(judge({ usedBytes: 1e12, mostBytes: 0 })).toEqual([])
    expect(judge({ isNode: true, isUsedAsNode: true })).toEqual([])
  })

  it.each(['6.2.0', '6.10.1', '7.0.15', '8.2', '10.0.0'])('%s is new enough', (version) => {
    expect(judge({ version })).toEqual([])
  })

  it.each(['6.0.20', '5.0.14', '2.8', '', 'unknown'])('%s is too old', (version) => {
    expect(judge({ version })).toEqual([expect.stringContaining('older than 6.2')])
  })

  it.each<[string, Partial<RedisFacts>]>([
    ['replica', { role: 'slave' }],
    ['node of a cluster', { isNode: true }],
    ['append-only', { appendsToFile: false }],
    ['write', { writesFail: true }],
    ['volatile-ttl', { evictionPolicy: 'volatile-ttl' }],
    ['90 %', { usedBytes: 90 }],
    ['1.0 s ahead of ours', { aheadMs: 1001 }],
    ['2.5 s behind ours', { aheadMs: -2500 }],
  ])('%s is a fault', (words, facts) => {
    expect(judge(facts)).toEqual([expect.stringContaining(words)])
  })

  it('every fault that there is, each with a way to mend it', () => {
    const found = judgeRedis({
      ...{ version: '5.0.0', role: 'slave', isNode: true, isUsedAsNode: false },
      ...{ appendsToFile: false, writesFail: true, evictionPolicy: 'allkeys-lru' },
      ...{ usedBytes: 99, mostBytes: 100, aheadMs: 9000 },
    })
    expect(found).toHaveLength(8)
    for (const { mend } of found) expect(mend).toMatch(/^[A-Z].*\.$/)
  })
})
