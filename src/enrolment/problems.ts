import { problem } from '../platform/problem.ts'

export const problems = {
  proofNeeded: problem(
    'proof-needed',
    403,
    'This change needs a fresh proof by an existing factor',
  ),
  methodNotAllowed: problem('method-not-offered', 422, 'The tenant does not offer this method'),
  numberKnown: problem('number-known', 409, 'The user has this number already'),
  tooManyFactors: problem('too-many-factors', 409, 'The user has as many factors as there may be'),
  factorConfirmed: problem('factor-confirmed', 409, 'This factor is confirmed already'),
  lastFactor: problem('last-factor', 409, 'The last factor cannot go while one is required'),
  notPrimary: problem('primary-not-allowed', 409, 'This factor cannot be the primary one'),
}
