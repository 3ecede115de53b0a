import type { CallStatus } from '../../calls/index.ts'
import { texts } from '../../pages/index.ts'

/** What a refusal, a stop or an attempt means, for whoever has to explain it on the phone. */
export const meaningTexts = texts({
  nl: {
    limits: {
      stopped:
        'Een dag lang wordt niet gebeld en niets verstuurd: iemand meldde "dit was ik niet", of toetste twee keer verkeerd.',
      ladder: 'Deze code kon niet nog een keer worden verstuurd. Een nieuwe aanvragen kan wel.',
      wrong: 'Te vaak een verkeerde code. De code is niet bekeken.',
      lines: 'Alle lijnen waren bezet. Dit lag niet aan de gebruiker.',
      fraud:
        'Er werd te vaak gebeld naar nummers in de buurt van dit nummer zonder dat iemand de code invulde. Dat lijkt op misbruik; deze gebruiker kan er niets aan doen.',
      spend: 'Er is vandaag te veel uitgegeven aan oproepen. Dit lag niet aan de gebruiker.',
      ip: 'Te veel aanvragen vanaf dit internetadres, bijvoorbeeld een kantoor.',
      whole: 'Te veel aanvragen van alle gebruikers samen. Dit lag niet aan de gebruiker.',
      number: 'Te veel oproepen naar dit nummer kort na elkaar. Er is niet gebeld.',
      user: 'Te veel codes voor deze gebruiker kort na elkaar. Er is niets verstuurd.',
      other: 'Een grens is bereikt. Er is niets gedaan.',
    },
    stops: {
      reported:
        'Iemand meldde in een oproep of in de app: "dit was ik niet". Vraag of de gebruiker dat zelf was.',
      'gate-failed':
        'In de oproep is twee keer een verkeerde toets ingedrukt, of een voicemail nam op.',
      other: 'Oproepen zijn gestopt.',
    },
    purposes: { login: 'Inloggen', enrol: 'Instellen' },
    statuses: {
      open: 'loopt nu',
      approved: 'gelukt',
      expired: 'verlopen: er kwam op tijd geen juiste code',
      exhausted: 'te vaak een verkeerde code',
      cancelled: 'afgebroken',
      reported: 'gemeld: "dit was ik niet"',
    },
    calls: {
      queued: 'De oproep wachtte op een lijn.',
      dialling: 'Er is gebeld; de telefoon ging nog niet over.',
      ringing: 'De telefoon ging over.',
      answered: 'Opgenomen, maar nog niet de gevraagde toets ingedrukt.',
      'gate-passed': 'De juiste toets is ingedrukt.',
      spoken: 'De code is voorgelezen.',
      completed: 'Het gesprek is gewoon geëindigd.',
      busy: 'In gesprek, of de oproep is weggedrukt.',
      'no-answer': 'Niet opgenomen.',
      failed: 'Het bellen is mislukt.',
      cancelled: 'De oproep is door ons beëindigd.',
      'gate-failed': 'Verkeerde toets, of een voicemail nam op: de code is niet voorgelezen.',
      reported: 'In de oproep is gemeld: "dit was ik niet".',
    } satisfies Record<CallStatus, string>,
    reasons: {
      'carrier-number': 'De telefoonmaatschappij kan dit nummer niet bereiken.',
      'carrier-blocked': 'De telefoonmaatschappij weigert dit nummer.',
      'carrier-account': 'Er is iets mis met onze telefoonlijn; geef dit door aan beheer.',
      'carrier-bug': 'Er is iets mis met onze telefoonlijn; geef dit door aan beheer.',
    },
  },
  en: {
    limits: {
      stopped:
        'For a day nobody is called and nothing is sent: somebody said "this was not me", or pressed a wrong key twice.',
      ladder: 'This code could not be sent once more. A new one can be asked for.',
      wrong: 'Too many wrong codes. The code was not looked at.',
      lines: 'All lines were busy. This had nothing to do with the user.',
      fraud:
        'Numbers like this one were called too often and nobody typed a code in. That looks like fraud; this user has nothing to do with it.',
      spend: 'Too much was spent on calls today. This had nothing to do with the user.',
      ip: 'Too many requests from this internet address, such as an office.',
      whole: 'Too many requests of all users together. This had nothing to do with the user.',
      number: 'Too many calls to this number in a short time. Nobody was called.',
      user: 'Too many codes for this user in a short time. Nothing was sent.',
      other: 'A limit was reached. Nothing was done.',
    },
    stops: {
      reported:
        'Somebody said in a call or in the app: "this was not me". Ask whether that was the user.',
      'gate-failed': 'In the call a wrong key was pressed twice, or a voicemail answered.',
      other: 'Calls are stopped.',
    },
    purposes: { login: 'Login', enrol: 'Set-up' },
    statuses: {
      open: 'going on now',
      approved: 'succeeded',
      expired: 'expired: no right code came in time',
      exhausted: 'too many wrong codes',
      cancelled: 'cancelled',
      reported: 'reported: "this was not me"',
    },
    calls: {
      queued: 'The call was waiting for a line.',
      dialling: 'The number was called; the phone did not ring yet.',
      ringing: 'The phone was ringing.',
      answered: 'Answered, but the key that was asked for was not pressed yet.',
      'gate-passed': 'The right key was pressed.',
      spoken: 'The code was read aloud.',
      completed: 'The call ended as it should.',
      busy: 'Busy, or the call was declined.',
      'no-answer': 'Nobody answered.',
      failed: 'The call could not be made.',
      cancelled: 'We ended the call.',
      'gate-failed': 'Wrong key, or a voicemail answered: the code was not read aloud.',
      reported: 'In the call it was said: "this was not me".',
    } satisfies Record<CallStatus, string>,
    reasons: {
      'carrier-number': 'The carrier cannot reach this number.',
      'carrier-blocked': 'The carrier refuses this number.',
      'carrier-account': 'Something is wrong with our phone line; tell whoever runs it.',
      'carrier-bug': 'Something is wrong with our phone line; tell whoever runs it.',
    },
  },
})
