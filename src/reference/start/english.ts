import type { Texts } from './texts.ts'

export const english: Texts = {
  label: 'Demo',
  otherLanguage: 'Nederlands',
  skip: 'Skip to the text',
  newTab: '(opens in a new tab)',

  home: {
    title: 'Belcode: log in with a phone call',
    heading: 'Log in with a phone call',
    lead: 'Belcode rings your user’s mobile, reads a code aloud and checks what is typed in.',
    demo: 'This is a demo: nobody is really called. The phone that rings is on your own screen.',
    tryIt: 'Try it in a minute',
    openPhone: 'Open the phone',
    openPhoneNote: 'and leave that tab open: it is where the call will ring.',
    pressButton: 'Type a number and press the button.',
    number: 'Mobile number',
    ring: 'Call me',
    listen:
      'Answer, press the key that you are told, and listen to the code. You type it on the next page.',
    more: 'Look further',
    links: {
      phone: ['Phone', 'Where all calls of the demo ring.'],
      docs: ['API reference', 'How your own panel makes calls.'],
      openApi: ['OpenAPI 3.1', 'The same API, for programs.'],
      problems: ['Problems', 'What every error means and what to do about it.'],
      health: ['Health', 'Whether the service is ready for work.'],
      metrics: ['Metrics', 'Numbers for Prometheus.'],
    },
    key: 'The API key of this demo stands in the terminal where you started Belcode. This page does not give it away.',
  },

  users: {
    heading: 'Log in to the panel',
    lead: 'These users exist in the demo alone. Their numbers ring on the phone of the demo.',
    situations: {
      nieuw: 'has set up nothing yet and is asked to; that may wait a while',
      half: 'has one number and no backup yet',
      klaar: 'has two numbers and recovery codes',
      vast: 'was locked after too many wrong codes and has to turn to the helpdesk',
      hulp: 'works at the helpdesk: finds users, gives pairing codes and asks for a reset for Vera',
      collega: 'works there too: what can change much is approved by a second person',
    },
    password: 'The password of all of them:',
    logIn: 'To the login',
  },

  operators: {
    heading: 'See the console',
    lead: 'Here whoever runs the service sees every call and tunes the limits.',
    roles: {
      ops: 'sees and changes everything',
      balie: 'helps callers: sees calls and refusals',
    },
    code: 'Code of their authenticator, now:',
    codeNote: 'Another one every half minute, which works once; refresh this page for the next.',
    logIn: 'To the console',
  },

  call: {
    title: 'Enter the code',
    heading: 'Enter the code that you hear',
    calling: (to) => `We are calling ${to}.`,
    progress: 'Progress of the call',
    goToPhone: 'Go to the phone',
    gateDigits: (digits) => `Press on the phone: ${digits}`,
    code: 'Verification code',
    codeNote: (digits) => `${digits} digits; spaces are fine. The code is good for five minutes.`,
    goOn: 'Continue',
    wrong: (left) =>
      left === 1
        ? 'This code is not right. You have one attempt left.'
        : `This code is not right. You have ${left} attempts left.`,
    refresh: 'Refresh',
    steps: {
      queued: 'Requested',
      dialling: 'Calling',
      ringing: 'The phone rings',
      answered: 'Answered',
      'gate-passed': 'Right key pressed',
      spoken: 'Code read aloud',
    },
    endings: {
      completed: 'The call is over. If you heard the code, type it below.',
      busy: 'The phone was busy, or the call was declined.',
      'no-answer': 'Nobody answered.',
      failed: 'The call could not be made.',
      cancelled: 'The call was ended.',
      'gate-failed': 'A wrong key was pressed. The code was not read aloud.',
      reported: 'Key 9 was pressed: “this was not me”.',
    },
  },

  done: {
    approved: {
      heading: 'Done! Congratulations!',
      text: 'The code is right. A real panel now gets a signed assertion and lets the user in.',
    },
    expired: {
      heading: 'The code has expired',
      text: 'A code is good for five minutes. Ask for a new call.',
    },
    exhausted: {
      heading: 'Too many wrong codes',
      text: 'Five wrong codes are the end, so that a code cannot be guessed. Ask for a new call.',
    },
    cancelled: {
      heading: 'This call was replaced',
      text: 'There is a newer call to the same number. Only the newest code counts.',
    },
    reported: {
      heading: 'Reported: this was not me',
      text: 'Whoever answered pressed 9. The login was stopped, and this number is not called for a day.',
    },
  },
  next: { again: 'Once more', docs: 'Read how your panel does this' },

  refusal: {
    heading: 'Nobody was called.',
    number: 'This number is not called.',
    reasons: {
      unreadable: 'This is not a phone number. Write it as 06 12345678.',
      'not-valid-for-region': 'This number does not exist. Check that no digit is missing.',
      'country-not-enabled': 'Only numbers in the Netherlands are called.',
      'short-code-or-emergency': 'Emergency and short numbers are never called.',
      'premium-rate': 'Premium numbers are never called.',
      'nl-fixed-line': 'This is a fixed line. Only mobile numbers are called.',
      'fixed-line': 'This is a fixed line. Only mobile numbers are called.',
    },
    stopped: 'This number is not called for a day, because somebody who answered wanted that.',
    limit: (name) => `A limit was reached (${name}); it holds in the demo too.`,
    wait: (time) => `Try again in ${time}.`,
    reference: (reference) => `Reference for the helpdesk: ${reference}.`,
    digits: 'Type the digits that you heard.',
    seconds: (count) => (count === 1 ? '1 second' : `${count} seconds`),
    minutes: (count) => (count === 1 ? '1 minute' : `${count} minutes`),
    hours: (count) => (count === 1 ? '1 hour' : `${count} hours`),
  },
}
