import { problem } from '../platform/problem.ts'

export const problems = {
  numberRefused: problem('number-refused', 422, 'This number cannot be called'),
  gateTooWeak: problem('gate-too-weak', 422, 'The tenant asks for a stricter gate'),
  userUnknown: problem('user-unknown', 404, 'There is no such user'),
  factorUnknown: problem('factor-unknown', 404, 'The user has no such factor to prove it with'),
  noFactor: problem('no-factor', 409, 'The user has no confirmed factor'),
  nothingToSend: problem('nothing-to-send', 409, 'This method has nothing to send again'),
  codeWrong: problem('code-wrong', 422, 'The code is not right'),
  challengeClosed: problem('challenge-closed', 410, 'The challenge is no longer open'),
  assertionUsed: problem('assertion-used', 409, 'The assertion was redeemed before'),
  assertionInvalid: problem('assertion-invalid', 422, 'This is no assertion that can be redeemed'),
  resendTooSoon: problem('resend-too-soon', 429, 'It is too soon to call again'),
  limitReached: problem('limit-reached', 429, 'A limit was reached'),
}
