import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { startTestService } from '../support/test-service.ts'

function expectProblem(
  { status, headers, body }: { status: number; headers: Headers; body: unknown },
  wanted: { status: number; code: string },
) {
  expect({ status, body }).toMatchObject({ status: wanted.status, body: wanted })
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({ type: expect.stringContaining(`/problems/${wanted.code}`) })
}

it('401: without a key, with a wrong one, with a revoked one', async () => {
  const service = await startTestService()
  const ask = (authorization: string) => service.get('/v1/challenges/x', { authorization })

  for (const authorization of [
    '',
    'Bearer nope',
    `Bearer ${'x'.repeat(40)}`,
    `Basic ${service.key}`,
  ])
    expectProblem(await ask(authorization), { status: 401, code: 'key-invalid' })

  await service.store.updateTable('api_keys').set({ revoked_at: 1 }).execute()
  expectProblem(await ask(`Bearer ${service.key}`), { status: 401, code: 'key-invalid' })
})

it('403: a key without the scope', async () => {
  const service = await startTestService()
  await service.store.updateTable('api_keys').set({ scopes: 'ops' }).execute()
  const answer = await service.post('/v1/challenges', { to: NUMBER })
  expectProblem(answer, { status: 403, code: 'scope-missing' })
})

it('404: an unknown address, and an id that is none', async () => {
  const service = await startTestService()
  for (const path of [
    '/nowhere',
    '/v1/nowhere',
    '/v1/challenges/ch_1',
    '/prompts/nl-NL/digit-x.wav',
  ])
    expect((await service.get(path)).status, path).toBeGreaterThanOrEqual(400)
  expectProblem(await service.get('/nowhere'), { status: 404, code: 'not-found' })
  const unknown = `/v1/challenges/ch_${'0'.repeat(40)}`
  expectProblem(await service.get(unknown), { status: 404, code: 'not-found' })
  for (const act of ['resend', 'cancel'])
    expectProblem(await service.post(`${unknown}/${act}`), { status: 404, code: 'not-found' })
})

it('405: a known address under another method names those it takes', async () => {
  const service = await startTestService()
  const answer = await service.get('/v1/challenges')
  expectProblem(answer, { status: 405, code: 'method-not-allowed' })
  expect(answer.headers.get('allow')).toBe('POST')
})

it('413: a body that is too large', async () => {
  const service = await startTestService()
  const answer = await service.post('/v1/challenges', { to: NUMBER, pad: 'x'.repeat(20_000) })
  expectProblem(answer, { status: 413, code: 'body-too-large' })
})

it('415: a body that is not JSON by its type; 400: one that is not JSON in fact', async () => {
  const service = await startTestService()
  const send = async (type: string, body: string) => {
    const headers = { authorization: `Bearer ${service.key}`, 'content-type': type }
    const response = await fetch(`${service.home}/v1/challenges`, { method: 'POST', headers, body })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  expectProblem(await send('text/plain', '{}'), { status: 415, code: 'media-type-unsupported' })
  for (const broken of ['{', '', '{"to":', 'nul', '[1,]', '"x'])
    expectProblem(await send('application/json', broken), { status: 400, code: 'body-invalid' })
  const proto = await send('application/json', '{"__proto__":{"to":"+31612345678"}}')
  expect(proto.status).toBe(400)
})

it('400 or 431: what Node cannot parse is a problem too', async () => {
  const service = await startTestService()
  const send = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(service.home).port), '127.0.0.1', () =>
        socket.end(text),
      )
      let answer = ''
      socket.on('data', (bytes) => (answer += bytes))
      socket.on('close', () => resolve(answer))
    })
  expect(await send('GET / HTTP/9.9\r\n\r\n')).toMatch(/^HTTP\/1.1 400.*request-invalid/s)
  const large = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`
  expect(await send(large)).toMatch(/^HTTP\/1.1 431.*headers-too-large/s)
})

it('says nothing of an inner error but that there was one', async () => {
  const service = await startTestService({ broken: true })
  await service.store.schema.alterTable('audit_events').renameColumn('detail', 'other').execute()
  const answer = await service.post('/v1/challenges', { to: NUMBER })
  expectProblem(answer, { status: 500, code: 'internal-error' })
  expect(answer.text).not.toContain('audit')
})
