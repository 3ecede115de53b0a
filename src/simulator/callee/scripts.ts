import type { Callee, Press } from './callee.ts'

const pressesWhatIsAsked: Press = { after: 'question', keys: 'asked' }
const voicemail: Callee = { answerAfterSeconds: 12, beepAfterSeconds: 6 }
const greetingPace = { delaySeconds: 0.3, paceSeconds: 0.3 }

/** Callees with a name. One more is one more row. */
const scripts = {
  'answers-and-presses-what-is-asked': { presses: [pressesWhatIsAsked] },
  /** After 22 seconds: in the 5 that Twilio may add to a ring time of 20. */
  'picks-up-late': { answerAfterSeconds: 22, presses: [pressesWhatIsAsked] },
  busy: { outcome: 'busy', sipStatus: 486 },
  declines: { outcome: 'declines', answerAfterSeconds: 3, sipStatus: 486 },
  'declines-for-good': { outcome: 'declines', answerAfterSeconds: 3, sipStatus: 603 },
  'no-answer': { outcome: 'no-answer' },
  unreachable: { outcome: 'unreachable', sipStatus: 480 },
  'does-not-exist': { outcome: 'unreachable', sipStatus: 404 },
  'says-nothing': {},
  'voicemail-silent': { answerAfterSeconds: 12 },
  'voicemail-beep': voicemail,
  'voicemail-plays-all-digits': playsInGreeting('0123456789'),
  'hangs-up-mid-code': { presses: [pressesWhatIsAsked], hangsUp: { after: { digits: 3 } } },
  'wrong-key': { presses: [{ after: 'question', keys: 'another' }] },
  'not-me': { presses: [{ after: 'question', keys: '9' }] },
  'presses-again': { presses: [pressesWhatIsAsked, { after: 'question', keys: '1' }] },
} satisfies Record<string, Callee>

export const scriptNames: readonly string[] = [...Object.keys(scripts), 'voicemail-plays:<digits>']

/** A callee by name; `voicemail-plays:<digits>` is a greeting that plays just these keys. */
export function findScript(name: string): Callee | null {
  const greeting = /^voicemail-plays:([0-9*#]{1,40})$/.exec(name)
  if (greeting?.[1]) return playsInGreeting(greeting[1])
  return Object.hasOwn(scripts, name) ? scripts[name as keyof typeof scripts] : null
}

function playsInGreeting(keys: string): Callee {
  return { ...voicemail, presses: [{ after: 'answer', keys, ...greetingPace }] }
}
