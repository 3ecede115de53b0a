import type { SpokenId } from './dutch.ts'

export const english: Readonly<Record<SpokenId, string>> = {
  greeting: 'Hello, this is an automated call with your login code.',
  reason: 'Someone is logging in to your account now.',

  'gate-key-before': 'Press',
  'gate-key-after': 'to hear your code.',
  'gate-match': 'Press the two digits that you see on your screen.',
  'gate-not-you': 'If this is not you, press nine.',
  'gate-silent': 'We did not receive a key. Please feel free to ask for a new call. Goodbye.',
  'gate-failed': 'Sorry, that is not right. You will not hear a code now. Goodbye.',

  'code-warning': 'Give this code to no one, we never ask for it.',
  'code-keys': 'Press one to repeat, or nine if this was not you.',
  'code-intro': 'Your code is:',
  'code-again': 'I repeat:',
  'code-goodbye': 'That was your code. Goodbye.',
  'code-expired': 'Your code has expired. Please ask for a new one on the login page. Goodbye.',
  'code-closed': 'Your code is no longer needed. Goodbye.',

  reported: 'Thank you. We are stopping this login. Goodbye.',

  apology: 'We are sorry, something went wrong. Please ask for a new call. Goodbye.',

  'digit-0': 'zero',
  'digit-1': 'one',
  'digit-2': 'two',
  'digit-3': 'three',
  'digit-4': 'four',
  'digit-5': 'five',
  'digit-6': 'six',
  'digit-7': 'seven',
  'digit-8': 'eight',
  'digit-9': 'nine',
}
