import { expect, it } from 'vitest'
import { generalProblems, Problem, problem } from './problem.ts'

it('makes problems that carry their data and never change their words', () => {
  const codeWrong = problem('code-wrong', 422, 'The code is not right')
  const thrown = codeWrong({ attemptsLeft: 3 })

  expect(thrown).toBeInstanceOf(Problem)
  expect(thrown.toJSON()).toEqual({
    type: '/problems/code-wrong',
    title: 'The code is not right',
    status: 422,
    code: 'code-wrong',
    attemptsLeft: 3,
  })
})

it('gives every general problem a code of its own', () => {
  const codes = Object.values(generalProblems).map(({ kind }) => kind.code)
  expect(new Set(codes).size).toBe(codes.length)
})
