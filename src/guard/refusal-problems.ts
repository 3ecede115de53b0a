import { problem } from '../platform/problem.ts'

export const refusalProblems = {
  refusalUnknown: problem('refusal-unknown', 404, 'There is no refusal by this reference'),
}
