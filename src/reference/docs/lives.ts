/** What becomes of a challenge and of a call, in the order in which it happens. */
export const challengeLife: Readonly<Record<string, string>> = {
  open: 'A code can be typed and a call can be made. It lasts five minutes.',
  approved: 'The right code was typed. Let the user in on the strength of the assertion.',
  expired: 'The five minutes are over.',
  exhausted: 'Too many wrong codes. The user needs a new challenge.',
  cancelled: 'You cancelled it, or a newer challenge for the same number replaced it.',
  reported:
    'The person who was called pressed 9, or said so in the app: “this was not me”. Treat the login as an attack.',
}

export const callLife: Readonly<Record<string, string>> = {
  queued: 'Accepted, and about to be placed.',
  dialling: 'A carrier has been asked to place it.',
  ringing: 'The phone rings.',
  answered: 'Somebody, or a voicemail, picked up and hears the gate.',
  'gate-passed': 'The callee did what the gate asks; the code is about to be spoken.',
  spoken: 'The code was read aloud.',
  completed: 'The conversation is over. The code was spoken, unless nobody pressed a key.',
  busy: 'The line was busy, or the callee declined.',
  'no-answer': 'Nobody picked up within twenty seconds.',
  failed: 'No carrier could place it, or it broke off.',
  cancelled: 'You, or a newer call, ended it.',
  'gate-failed': 'The callee pressed a wrong key. The code was not spoken.',
  reported: 'The callee pressed 9: “this was not me”.',
}

export const gates: Readonly<Record<string, string>> = {
  none: 'The code is spoken at once. A voicemail that picks up hears it too.',
  key: 'The callee presses the digit that the voice asks for. The usual one.',
  match: 'The callee types two digits that you show on the screen: `call.gateDigits`.',
}

export const claims: Readonly<Record<string, string>> = {
  sub: 'The user; the id of the challenge where only a number was proved.',
  aud: 'Your tenant.',
  iss: 'This service.',
  amr: 'How it was proved (RFC 8176): `otp`, `mfa`, and `tel` for a call or `swk` for the app.',
  factor: 'The id of the factor; absent for a bare number.',
  jti: 'A name of its own. Accept each once.',
}

/** What the page of a login does about it. */
export const enrolment: Readonly<Record<string, string>> = {
  state: '`none`: nothing to prove it with; `partial`: less than you want; `complete`.',
  missing: 'What is still wanted, such as `backup-factor`.',
  asked: 'Ask at this login to set up what is missing.',
  required: 'There is no login without a second factor: the user cannot skip.',
  graceLeftSeconds: 'How long it can still be skipped.',
  advice: 'What the user is better told, such as `same-phone`.',
}

export const scopes: Readonly<Record<string, string>> = {
  challenges: 'Logins, users and their factors. The key of your panel.',
  helpdesk: 'Looking up why somebody cannot get in, pairing codes, extensions, resets.',
  ops: 'The policy, webhooks, the audit log.',
}
