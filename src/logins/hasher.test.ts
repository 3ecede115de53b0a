import { parseOptions } from '@node-rs/argon2'
import { expect, it } from 'vitest'
import { createHasher } from './hasher.ts'
import { drawHash, isCurrent } from './password-hash.ts'

const pepper = Buffer.alloc(32, 7)
const hasher = createHasher({ pepper })

it('makes Argon2id as OWASP asks, salted, and with a key that the database does not have', async () => {
  const hash = (await hasher.hash('vier natte fietsen')) ?? ''
  expect(parseOptions(hash)).toMatchObject({
    ...{ algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 },
    ...{ saltLen: 16, outputLen: 32 },
  })
  expect(isCurrent(hash)).toBe(true)
  expect(await hasher.hash('vier natte fietsen')).not.toBe(hash)
  expect(await hasher.verify(hash, 'vier natte fietsen')).toBe(true)
  expect(await hasher.verify(hash, 'vier natte fietsem')).toBe(false)
  const thief = createHasher({ pepper: Buffer.alloc(32) })
  expect(await thief.verify(hash, 'vier natte fietsen')).toBe(false)
})

it.each([
  ['cafe\u0301 au lait', 'caf\u00e9 au lait', true],
  ['vier\u00a0natte fietsen', 'vier natte fietsen', true],
  ['Vier natte fietsen', 'vier natte fietsen', false],
  ['vier natte fietsen ', 'vier natte fietsen', false],
])('%j and %j: the same password is %s', async (one, other, same) => {
  expect(await hasher.verify((await hasher.hash(one)) ?? '', other)).toBe(same)
})

it('a drawn hash is nobody’s password, and looks like any other', async () => {
  const hash = drawHash()
  expect(isCurrent(hash)).toBe(true)
  expect(hash).toHaveLength(((await hasher.hash('x')) ?? '').length)
  expect(drawHash()).not.toBe(hash)
  expect(await hasher.verify(hash, '')).toBe(false)
})

it('an older or weaker hash is not current', () => {
  expect(isCurrent('$argon2id$v=19$m=19456,t=1,p=1$c2FsdA$aGFzaA')).toBe(false)
  expect(isCurrent('$argon2i$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA')).toBe(false)
})

it('says so when too many wait, and computes nothing for them', async () => {
  const busy = createHasher({ pepper, atOnce: 2, waiting: 3 })
  const hash = drawHash()
  const answers = await Promise.all(Array.from({ length: 9 }, () => busy.verify(hash, 'x')))
  expect(answers.filter((answer) => answer === null)).toHaveLength(4)
  expect(answers.filter((answer) => answer === false)).toHaveLength(5)
  expect(await busy.verify(hash, 'x')).toBe(false)
})
