import { expect, it } from 'vitest'
import { createTurnstile } from './turnstile.ts'

/** An act that goes on until it is ended from outside. */
function openAct(name: string, log: string[]) {
  let resolve: (value: string) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<string>((resolved, rejected) => {
    resolve = resolved
    reject = rejected
  })
  const act = () => {
    log.push(name)
    return promise
  }
  return { act, end: () => resolve(name), fail: () => reject(new Error(name)) }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

it('two go through, two wait in order, the fifth is sent away', async () => {
  const began: string[] = []
  const pass = createTurnstile({ atOnce: 2, waiting: 2 })
  const acts = ['a', 'b', 'c', 'd', 'e'].map((name) => openAct(name, began))
  const [a, b, c, d, e] = acts.map(({ act }) => pass(act))
  expect(await e).toBeNull()
  expect(began).toEqual(['a', 'b'])

  acts[1]?.end()
  expect(await b).toBe('b')
  await settle()
  expect(began).toEqual(['a', 'b', 'c'])
  for (const { end } of acts) end()
  expect(await Promise.all([a, c, d])).toEqual(['a', 'c', 'd'])
  expect(began).toEqual(['a', 'b', 'c', 'd'])
})

it('one that fails makes room as well', async () => {
  const pass = createTurnstile({ atOnce: 1, waiting: 1 })
  const first = openAct('first', [])
  const second = openAct('second', [])
  const failed = pass(first.act)
  const waited = pass(second.act)
  first.fail()
  await expect(failed).rejects.toThrow('first')
  second.end()
  expect(await waited).toBe('second')
  expect(await pass(async () => 'third')).toBe('third')
})
