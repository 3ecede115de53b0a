import { expect, it } from 'vitest'
import type { ApiDocument } from '../../src/reference/open-api/document.ts'
import { NUMBER } from '../support/call-flow.ts'
import { type Answered, createJudge } from '../support/judge-answer.ts'
import { type Answer, startTestService } from '../support/test-service.ts'

const opening = { method: 'POST', path: '/v1/challenges' }
/** A judge of what the service says it answers, and an answer of either kind. */
async function start() {
  const { get, post } = await startTestService()
  const document: ApiDocument = (await get('/openapi.json')).body
  return {
    judge: createJudge(document),
    opened: await post('/v1/challenges', { to: NUMBER }),
    refused: await post('/v1/challenges', { to: '112' }),
  }
}

/** The same answer with something else in it. */
function changed(answer: Answer, { body = {}, ...others }: Partial<Answered>): Answered {
  return { ...answer, ...others, body: { ...answer.body, ...(body as object) } }
}

const withHeader = ({ headers }: Answer, name: string, value: string) => {
  const all = new Headers(headers)
  all.set(name, value)
  return all
}

it('finds nothing in what the service answers', async () => {
  const { judge, opened, refused } = await start()
  expect(opened.status).toBe(201)
  expect(refused.status).toBe(422)
  expect(judge.complaintsOf(opening, opened)).toEqual([])
  expect(judge.complaintsOf(opening, refused)).toEqual([])
})

it('finds each way to answer otherwise', async () => {
  const { judge, opened, refused } = await start()
  const { id, ...withoutId } = opened.body
  const html = withHeader(opened, 'content-type', 'text/html')
  const breaches: [Answered, RegExp][] = [
    [changed(opened, { status: 200 }), /status 200/],
    [changed(opened, { status: 500 }), /bug/],
    [changed(opened, { body: { attemptsLeft: '5' } }), /attemptsLeft must be integer/],
    [changed(opened, { body: { status: 'ajar' } }), /must be equal to one of/],
    [changed(opened, { body: { createdAt: 'today' } }), /must match format/],
    [changed(opened, { body: { code: '482913' } }), /additional properties/],
    [{ ...opened, body: withoutId }, /required property 'id'/],
    [{ ...opened, headers: html }, /text\/html/],
    [{ ...opened, headers: withHeader(opened, 'retry-after', '9') }, /header retry-after/],
    [changed(refused, { body: { code: 'code-wrong' } }), /code-wrong is no problem of this/],
    [changed(refused, { body: { number: NUMBER } }), /number-refused has a member number/],
    [changed(refused, { body: { status: 409 } }), /says it is 409/],
    [changed(refused, { body: { type: 'https://x.test/' } }), /^type /],
  ]
  expect(id).toMatch(/^ch_/)
  for (const [answer, complaint] of breaches)
    expect(judge.complaintsOf(opening, answer).join('\n')).toMatch(complaint)
})

it('finds a body where there is none, and lets be what is not of the API', async () => {
  const { judge } = await start()
  const text = '{}'
  const removal = { method: 'DELETE', path: '/v1/users/jan' }
  const headers = new Headers()
  expect(judge.complaintsOf(removal, { status: 204, headers, body: '', text: '' })).toEqual([])
  expect(judge.complaintsOf(removal, { status: 204, headers, body: {}, text })).toHaveLength(1)
  const page = { method: 'GET', path: '/docs' }
  expect(judge.complaintsOf(page, { status: 418, headers, body: '', text })).toEqual([])
  const nowhere = { method: 'GET', path: '/v1/nowhere' }
  expect(judge.complaintsOf(nowhere, { status: 200, headers, body: {}, text })).toHaveLength(1)
})
