import { problem } from '../platform/problem.ts'

export const problems = {
  loginWrong: problem('login-wrong', 422, 'This name and this password do not belong together'),
  loginLimitReached: problem('login-limit-reached', 429, 'There were too many attempts to log in'),
  loginsBusy: problem('logins-busy', 503, 'Too many passwords are being checked; try again'),
  nameTaken: problem('login-name-taken', 409, 'Another user has this login name'),
  passwordRefused: problem('password-refused', 422, 'This password cannot be used'),
}
