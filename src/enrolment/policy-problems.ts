import { problem } from '../platform/problem.ts'

export const policyProblems = {
  policyInvalid: problem('policy-invalid', 422, 'The policy cannot be like this'),
}
