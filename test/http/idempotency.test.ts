import { expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { startTestService } from '../support/test-service.ts'

const body = { to: NUMBER }

it('same key, same body: the same answer and one call, also for a double click', async () => {
  const service = await startTestService()
  const ask = () => service.post('/v1/challenges', body, { 'idempotency-key': '"double-click"' })
  const clicks = await Promise.all(Array.from({ length: 100 }, ask))
  const first = clicks.find(({ status }) => status === 201)

  expect(clicks.every(({ status }) => status === 201 || status === 409)).toBe(true)
  expect(await service.store.selectFrom('calls').selectAll().execute()).toHaveLength(1)

  const again = await ask()
  expect(again.status).toBe(201)
  expect(again.text).toBe(first?.text)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
})

it('takes the key quoted and bare, as one key', async () => {
  const service = await startTestService()
  const quoted = await service.post('/v1/challenges', body, { 'idempotency-key': '"k-1"' })
  const bare = await service.post('/v1/challenges', body, { 'idempotency-key': 'k-1' })

  expect(bare.text).toBe(quoted.text)
})

it('422: the same key for another body or another address', async () => {
  const service = await startTestService()
  const headers = { 'idempotency-key': 'k-2' }
  const { body: challenge } = await service.post('/v1/challenges', body, headers)

  const other = await service.post('/v1/challenges', { to: '0687654321' }, headers)
  expect(other.body).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
  const elsewhere = await service.post(`/v1/challenges/${challenge.id}/cancel`, undefined, headers)
  expect(elsewhere.body).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
})

it('keeps nothing of a refusal: the key may be used again', async () => {
  const service = await startTestService()
  const headers = { 'idempotency-key': 'k-3' }
  const refused = await service.post('/v1/challenges', { to: '0900-1234' }, headers)
  expect(refused.status).toBe(422)
  expect((await service.post('/v1/challenges', body, headers)).status).toBe(201)
})

it.each(['', '"', 'has space', `${'x'.repeat(300)}`, '"un"quoted"'])(
  '400: %j is no key',
  async (key) => {
    const service = await startTestService()
    const { status } = await service.post('/v1/challenges', body, { 'idempotency-key': key })
    expect(status).toBe(400)
  },
)
