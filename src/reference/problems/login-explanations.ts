import { type Explanations, retryAfterSeconds } from './explanation.ts'

export const loginExplanations: Explanations = {
  'login-wrong': {
    means:
      'Nobody of your tenant has this name, or not with this password; or the password has stopped working. The answer never says which.',
    todo: 'Say just that, and offer “forgot password”.',
  },
  'login-limit-reached': {
    means: 'There were too many attempts for this name or from this address.',
    todo: 'Tell the user when to try again. Whoever has logged in from the same place before has attempts of their own.',
    members: {
      limit: { says: 'Name of the limit.', example: 'wrong-passwords-login-ip-15m' },
      retryAfterSeconds,
    },
  },
  'logins-busy': {
    means: 'Passwords are slow to check on purpose, and too many are waiting. Nothing was done.',
    todo: 'Try again after `retryAfterSeconds`.',
    members: { retryAfterSeconds: { ...retryAfterSeconds, example: 1 } },
  },
  'login-name-taken': {
    means: 'Another user of your tenant has this login name, in these or other capitals.',
    todo: 'Choose another name.',
  },
  'password-refused': {
    means: 'The password is too easy to guess, or cannot be used for the reason in `reason`.',
    todo: 'Show why and let the user choose another one. There are no rules about capitals, digits or signs.',
    members: {
      reason: {
        says: 'Why, as a word that never changes.',
        example: 'known-leaked',
        values: {
          'too-short': 'It has fewer than 8 characters.',
          'too-long': 'It has more than 128 characters.',
          'known-leaked': 'It is among the passwords that attackers try first.',
          'is-your-name': 'It is little more than the name of the user or of the site.',
          'too-easy': 'It would be guessed too soon.',
          'same-as-old': 'It is the one that the user had.',
        },
      },
    },
  },
}
