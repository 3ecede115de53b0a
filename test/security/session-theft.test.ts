import { expect, it } from 'vitest'
import { csrfOf, findSession, isCsrf } from '../../src/logins/index.ts'
import { addLogin, begin, HOME_IP, openLoginWorld } from '../integration/logins-world.ts'

/** Gain: somebody's session, out of a stolen database, from a log, or by a form on another site. */

it('a stolen database holds no token, no address, and nothing that can be used as one', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const { token, session } = await begin(world)
  const dump = await world.dump()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  for (const secret of [token, HOME_IP, csrfOf(world.parts, token)]) {
    expect(dump).not.toContain(secret)
    expect(world.logged()).not.toContain(secret)
  }
  expect(dump).toContain(session.tokenDigest)
  expect(await findSession(world.parts, session.tokenDigest)).toBeNull()
  expect(await findSession(world.parts, session.id)).toBeNull()
})

it('a form is ours only with what belongs to this very token', async () => {
  const { parts } = await openLoginWorld()
  const mark = csrfOf(parts, 'token')
  expect(isCsrf(parts, 'token', mark)).toBe(true)
  const others = ['', mark.slice(1), `${mark}A`, `A${mark.slice(1)}`, mark.toLowerCase(), 'token']
  for (const given of [...others, csrfOf(parts, 'token2')])
    expect(isCsrf(parts, 'token', given), given).toBe(false)
  const otherKey = { ...parts, csrfKey: Buffer.alloc(32) }
  expect(isCsrf(otherKey, 'token', mark)).toBe(false)
  // The mark says nothing of the token: who reads a page cannot log in with it.
  expect(mark).not.toContain('token')
  expect(mark).toHaveLength(43)
})
