import { describe, expect, it } from 'vitest'
import { startTestService } from '../support/test-service.ts'

describe('PUT /v1/users/:userId', () => {
  it('200: keeps a language that calls and mails have', async () => {
    const { put, get } = await startTestService()
    expect((await put('/v1/users/anna', { locale: 'en-GB' })).status).toBe(200)
    expect((await get('/v1/users/anna')).body.locale).toBe('en-GB')
  })

  it.each(['fr-FR', 'nl_NL', '', 'xx'])(
    '400: a language that nothing is said in: %j',
    async (locale) => {
      const { put, get } = await startTestService()
      const answer = await put('/v1/users/anna', { locale })
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ code: 'body-invalid', errors: [{ pointer: '#/locale' }] })
      expect((await get('/v1/users/anna')).status).toBe(404)
    },
  )
})

describe('POST /v1/users/:userId/factors', () => {
  it.each([{ method: 'voice', number: '06 12345678' }, { method: 'totp' }, { method: 'app' }])(
    '201: says where it is and who added it: $method',
    async (wish) => {
      const { put, post, patch, store } = await startTestService()
      await put('/v1/users/anna%20b', {})
      const added = await post('/v1/users/anna%20b/factors', wish)
      expect(added.status, added.text).toBe(201)
      const location = added.headers.get('location') ?? ''
      expect(location).toBe(`/v1/users/anna%20b/factors/${added.body.factor.id}`)
      expect((await patch(location, { label: 'mijn eigen' })).status).toBe(200)
      const key = await store.selectFrom('api_keys').select('id').executeTakeFirstOrThrow()
      const event = await store
        .selectFrom('audit_events')
        .select('actor')
        .where('kind', '=', 'factor.added')
        .executeTakeFirstOrThrow()
      expect(event.actor).toBe(key.id)
    },
  )
})

describe('POST /v1/users/:userId/factors', () => {
  it.each([{ method: 'voice', number: '06 12345678' }, { method: 'totp' }, { method: 'app' }])(
    '201: says where it is and who added it: $method',
    async (wish) => {
      const { put, post, patch, store } = await startTestService()
      await put('/v1/users/anna%20b', {})
      const added = await post('/v1/users/anna%20b/factors', wish)
      expect(added.status, added.text).toBe(201)
      const location = added.headers.get('location') ?? ''
      expect(location).toBe(`/v1/users/anna%20b/factors/${added.body.factor.id}`)
      expect((await patch(location, { label: 'mijn eigen' })).status).toBe(200)
      const { actor } = await store
        .selectFrom('audit_events')
        .select('actor')
        .where('kind', '=', 'factor.added')
        .executeTakeFirstOrThrow()
      expect(actor).toMatch(/^key_|^ak_|./)
    },
  )
})
