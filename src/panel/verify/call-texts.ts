import type { CallStatus } from '../../calls/index.ts'
import { texts } from '../../pages/index.ts'

/** What a page says while the phone is called, in the form of address of the documents. */
export const callTexts = texts({
  nl: {
    queued: (to: string) => `In de wacht. Wij bellen u zo op ${to}.`,
    dialling: (to: string) => `Wij bellen ${to}.`,
    ringing: 'Uw telefoon gaat over. Neem op.',
    answered: {
      none: 'Opgenomen. U hoort nu de code.',
      key: 'Opgenomen. Toets het cijfer dat u hoort.',
      match: 'Opgenomen. Toets op uw telefoon:',
    },
    'gate-passed': 'Juiste toets. U hoort nu de code.',
    spoken: 'De code is voorgelezen. Vul hem hieronder in, of toets 1 om hem nog eens te horen.',
    completed: 'Het gesprek is afgelopen. Heeft u de code gehoord, vul hem dan hieronder in.',
    busy: 'Uw telefoon was in gesprek, of de oproep werd geweigerd.',
    'no-answer': 'Geen gehoor: er werd niet opgenomen.',
    failed: 'Het bellen is mislukt.',
    cancelled: 'Het gesprek is beëindigd.',
    'gate-failed': 'Er werd een verkeerde toets ingedrukt. De code is niet voorgelezen.',
    reported: 'In het gesprek is gemeld: dit was ik niet.',
    next: {
      again: 'Laat de code nogmaals versturen.',
      againOrOther: 'Laat de code nogmaals versturen, of gebruik een andere methode.',
      other: 'Gebruik een andere methode.',
      none: 'Neem contact op met de helpdesk.',
    },
    toApp: (device: string) => `De code staat in de app op ${device}.`,
    toTheApp: 'De code staat in de app.',
    refresh: 'Stand verversen',
  },
  en: {
    queued: (to: string) => `Waiting. We will call you on ${to} in a moment.`,
    dialling: (to: string) => `We are calling ${to}.`,
    ringing: 'Your phone is ringing. Please answer.',
    answered: {
      none: 'Answered. You now hear the code.',
      key: 'Answered. Press the digit that you hear.',
      match: 'Answered. Press on your phone:',
    },
    'gate-passed': 'Right key. You now hear the code.',
    spoken: 'The code was read aloud. Fill it in below, or press 1 to hear it once more.',
    completed: 'The call is over. If you heard the code, fill it in below.',
    busy: 'Your phone was busy, or the call was declined.',
    'no-answer': 'Nobody answered.',
    failed: 'The call could not be made.',
    cancelled: 'The call was ended.',
    'gate-failed': 'A wrong key was pressed. The code was not read aloud.',
    reported: 'In the call it was said: this was not me.',
    next: {
      again: 'Have the code sent once more.',
      againOrOther: 'Have the code sent once more, or use another method.',
      other: 'Use another method.',
      none: 'Please contact the helpdesk.',
    },
    toApp: (device: string) => `The code is in the app on ${device}.`,
    toTheApp: 'The code is in the app.',
    refresh: 'Refresh',
  },
})

/** A call that ended without the code having been heard, as far as we know. */
export const endedWithout: ReadonlySet<CallStatus> = new Set([
  'completed',
  'busy',
  'no-answer',
  'failed',
  'cancelled',
  'gate-failed',
])
