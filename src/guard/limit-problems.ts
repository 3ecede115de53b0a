import { problem } from '../platform/problem.ts'

export const limitProblems = {
  operatorOnly: problem('operator-only', 403, 'Only the tenant that runs the service may do this'),
  limitsInvalid: problem('limits-invalid', 422, 'The limits cannot be like this'),
  limitsChanged: problem('limits-changed', 409, 'Somebody else changed the limits meanwhile'),
}
