import { describe, expect, it } from 'vitest'
import { listOperators, removeOperator, resetOperator } from '../../src/operators/index.ts'
import {
  addKnownOperator,
  addNewOperator,
  freshCode,
  logInAgain,
  logInOperator,
  OPS_COOKIE,
  OPS_PASSWORD,
  operatorParts,
  secretOn,
} from '../support/ops-world.ts'
import { totpAt } from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'
import { createVisitor } from '../support/visitor.ts'

describe('an operator', () => {
  it('logs in for the first time: an authenticator, a password of their own, and then the console', async () => {
    const service = await startTestService()
    const { name, password, visitor } = await addNewOperator(service)
    const asked = await logInOperator(visitor, { name, password })
    expect(asked.path).toBe('/ops/set-up')
    const secret = secretOn(asked)
    expect(secretOn(await visitor.get('/ops/set-up'))).toBe(secret)

    const wrong = await visitor.post('/ops/set-up', { code: '000000' })
    expect(wrong.status).toBe(422)
    const chosen = await visitor.post('/ops/set-up', { code: totpAt(secret, service.clock.now()) })
    expect(chosen.path).toBe('/ops/password')
    const weak = await visitor.post('/ops/password', { old: password, password: 'wachtwoord' })
    expect(weak.status).toBe(422)
    const inside = await visitor.post('/ops/password', { old: password, password: OPS_PASSWORD })
    expect(inside.path).toBe('/ops')
    expect(inside.text).toContain('Vandaag in één oogopslag')
  })

  it('logs in later with the password and a code, sees where else, and ends that', async () => {
    const service = await startTestService()
    const olga = await addKnownOperator(service)
    const again = await logInAgain(service, olga)
    const account = await again.get('/ops/account')
    expect(account.text).toContain('Overal elders uitloggen')
    await again.post('/ops/account/sessions/others/end')
    expect((await olga.visitor.get('/ops')).path).toBe('/ops/login')
    expect((await again.get('/ops')).path).toBe('/ops')
    await again.post('/ops/logout')
    expect((await again.get('/ops')).path).toBe('/ops/login')
    expect(again.cookies.has(OPS_COOKIE)).toBe(false)
  })

  it('who does nothing for an hour is out, and so is everybody after twelve', async () => {
    const service = await startTestService()
    const { visitor } = await addKnownOperator(service)
    service.clock.advance(59 * 60_000)
    expect((await visitor.get('/ops')).path).toBe('/ops')
    service.clock.advance(61 * 60_000)
    expect((await visitor.get('/ops')).path).toBe('/ops/login')
  })

  it('a first password works for three days', async () => {
    const service = await startTestService()
    const { name, password, visitor } = await addNewOperator(service)
    service.clock.advance(73 * 3_600_000)
    expect((await logInOperator(visitor, { name, password })).status).toBe(422)
  })

  it('a reset ends sessions, the authenticator and the password; a removal ends all', async () => {
    const service = await startTestService()
    const olga = await addKnownOperator(service)
    const parts = await operatorParts(service)
    const reset = await resetOperator(parts, { name: 'olga', actor: 'test' })
    expect((await olga.visitor.get('/ops')).path).toBe('/ops/login')
    const visitor = createVisitor(service)
    expect((await logInOperator(visitor, { name: 'olga', password: OPS_PASSWORD })).status).toBe(
      422,
    )
    const asked = await logInOperator(visitor, { name: 'olga', password: reset?.password ?? '' })
    expect(secretOn(asked)).not.toBe(olga.secret)

    expect(await removeOperator(parts, { name: 'olga', actor: 'test' })).toBe(true)
    expect(await listOperators(service.store)).toEqual([])
    expect((await visitor.get('/ops/set-up')).path).toBe('/ops/login')
  })

  it('everything about an account stands in the log, and no password or code does', async () => {
    const service = await startTestService()
    const olga = await addKnownOperator(service)
    const visitor = createVisitor(service)
    await logInOperator(visitor, { name: 'olga', password: 'geraden' })
    await logInOperator(visitor, { name: 'olga', password: OPS_PASSWORD })
    await visitor.post('/ops/verify', { code: '123456' })
    const code = freshCode(service, olga.secret)
    await visitor.post('/ops/verify', { code })
    const events = await service.store.selectFrom('audit_events').selectAll().execute()
    const kinds = new Set(events.map(({ kind }) => kind).filter((kind) => /^operator/.test(kind)))
    expect([...kinds].sort()).toEqual([
      'operator.added',
      'operator.code-wrong',
      'operator.factor-confirmed',
      'operator.password-set',
      'operator.password-wrong',
      'operator.session-begun',
      'operator.session-verified',
    ])
    const said = JSON.stringify(events) + service.logged()
    for (const secret of [olga.secret, OPS_PASSWORD, 'geraden', 'olga'])
      expect(said).not.toContain(secret)
    expect(said).not.toMatch(new RegExp(`\\b${code}\\b`))
  })
})
