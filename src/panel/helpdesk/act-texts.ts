import { texts } from '../../pages/index.ts'

export const actTexts = texts({
  nl: {
    reason: 'Waarom?',
    reasonNote:
      'Voor het logboek. Een telefoonnummer wordt niet bewaard; bijvoorbeeld: teruggebeld op het bekende nummer.',
    reasonShort: 'Schrijf in een paar woorden waarom.',
    until: 'Tot en met',
    untilNote: 'Ten hoogste 29 dagen vooruit.',
    untilWrong: 'Kies een dag vanaf vandaag, ten hoogste 29 dagen vooruit.',
    lost: 'Welke methodes zijn kwijt?',
    lostNone: 'Kies ten minste één methode.',
    goOn: 'Verder',
    back: 'Terug naar de gebruiker',
    yes: 'Ja, doen',
    change: 'Nee, terug',
    kept: 'Dit komt in het logboek, met jouw naam:',
    names: {
      extension: 'Uitstel geven',
      'extension-end': 'Uitstel beëindigen',
      exemption: 'Eén oproep toelaten',
      'pairing-code': 'Koppelcode geven',
      reset: 'Reset aanvragen',
      approve: 'Reset goedkeuren',
      cancel: 'Reset intrekken',
      complete: 'Reset uitvoeren',
    },
    notes: {
      extension: 'De gebruiker kan tot die dag nog inloggen zonder tweede stap.',
      'extension-end': 'Daarna geldt voor deze gebruiker hetzelfde als voor alle anderen.',
      exemption:
        'De volgende oproep gaat door, ook als een limiet hem zou tegenhouden. Eén keer, binnen een uur. Controleer eerst wie je spreekt: bel terug op een nummer dat je al kende.',
      'pairing-code':
        'Alleen voor wie nog geen methode heeft. Controleer eerst wie je spreekt: bel terug op een nummer dat je al kende.',
      reset:
        'Voor wie de telefoon of app kwijt is. Controleer eerst wie je spreekt: bel terug op een nummer dat je al kende. De gebruiker krijgt meteen een mail en kan de reset stoppen.',
      approve:
        'Jij bent de tweede persoon. Controleer zelf of het klopt; ga niet alleen op je collega af.',
      cancel: 'Er verandert niets aan de methodes. De gebruiker krijgt een mail.',
      complete:
        'Wat kwijt is, werkt daarna meteen niet meer. Dit kan niet ongedaan worden gemaakt.',
    },
    sure: {
      extension: (name: string, until: string) => `${name} krijgt uitstel tot ${until}.`,
      'extension-end': (name: string, _: string) => `Het uitstel van ${name} eindigt nu.`,
      exemption: (name: string, _: string) =>
        `${name} kan binnen een uur één keer worden gebeld, ondanks de limieten.`,
      'pairing-code': (name: string, _: string) =>
        `Je krijgt een code voor de app van ${name} te zien, een kwartier geldig. Heb je ${name} aan de lijn?`,
      reset: (name: string, _: string) =>
        `Voor ${name} begint een reset. Alle mailadressen van ${name} krijgen bericht.`,
      approve: (name: string, _: string) =>
        `Je keurt de reset van ${name} goed. Daarna begint de wachttijd.`,
      cancel: (name: string, _: string) => `De reset van ${name} wordt ingetrokken.`,
      complete: (name: string, what: string) => `${name} verliest: ${what}.`,
    },
    done: {
      extension: 'Het uitstel is ingesteld. De gebruiker krijgt er een mail over.',
      'extension-end': 'Het uitstel is beëindigd.',
      exemption: 'De volgende oproep gaat door, als die binnen een uur wordt gevraagd.',
      reset: 'De reset is aangevraagd. Hieronder staat waarop hij wacht.',
      approve: 'De reset is goedgekeurd. Hieronder staat vanaf wanneer hij kan worden uitgevoerd.',
      cancel: 'De reset is ingetrokken.',
      complete:
        'De methodes zijn weg. Is er geen over om mee in te loggen, dan krijgt de gebruiker nu een mail met een link om opnieuw te beginnen. Die link werkt een dag.',
    },
    pairing: {
      title: 'Koppelcode',
      say: 'Zeg dit aan de telefoon',
      open: (app: string) =>
        `Open ${app} op je telefoon. Heb je die nog niet: installeer hem eerst.`,
      choose: 'Zoek in de app het veld "Koppelcode".',
      type: 'Ik lees nu tien tekens voor. Kleine letters of hoofdletters maakt niet uit.',
      then: 'Daarna toont de app een bevestigingscode. Die vult de gebruiker zelf in het panel in, na het inloggen met het wachtwoord. Vraag nooit om die code en noem zelf nooit een code die hij moet intypen.',
      until: (at: string) =>
        `Geldig tot ${at}, voor één telefoon. Je ziet deze code maar één keer.`,
    },
    faults: {
      self: 'Voor jezelf kun je hier niets doen. Vraag een collega.',
      held: 'Je eigen telefoonnummer is net gewijzigd. Log in met een andere methode, of wacht tot het 72 uur oud is.',
      'not-now': 'Dat kan nu niet (meer).',
      'user-unknown': 'Deze gebruiker bestaat niet (meer).',
      past: 'Die dag is al voorbij.',
      'too-far': 'Uitstel kan ten hoogste 30 dagen.',
      'reset-needed': 'Geen enkele methode van deze gebruiker werkt nog: alleen een reset helpt.',
      'user-enrolled':
        'Deze gebruiker heeft al een methode ingesteld. Is die kwijt, vraag dan een reset aan.',
      'method-not-allowed': 'De app wordt hier niet aangeboden.',
      'too-many':
        'Er zijn al te veel methodes begonnen. Na een kwartier vervallen ze; probeer het dan opnieuw.',
      'number-known': 'Dit nummer heeft de gebruiker al.',
      'nothing-to-reset': 'Deze gebruiker heeft nog niets ingesteld: er is niets te resetten.',
      'mail-needed': 'Deze gebruiker is niet per mail te bereiken. Zonder mail kan er geen reset.',
      'reset-open': 'Er loopt al een reset voor deze gebruiker.',
      'proof-needed': 'Het bewijs van de gebruiker klopt niet (meer).',
      'reset-unknown': 'Deze reset bestaat niet.',
      'approval-not-needed': 'Deze reset hoeft niet (meer) te worden goedgekeurd.',
      'second-person-needed':
        'Hiervoor is een tweede persoon nodig: wie een reset aanvraagt, keurt hem niet zelf goed.',
      'reset-closed': 'Deze reset is al afgelopen.',
      'reset-not-ready': 'Deze reset kan nog niet worden uitgevoerd.',
      'factor-unknown': 'De methodes zijn intussen gewijzigd. Bekijk ze en probeer het opnieuw.',
    },
  },
  en: {
    reason: 'Why?',
    reasonNote:
      'For the log. A phone number is not kept; for example: called back on the number we know.',
    reasonShort: 'Write in a few words why.',
    until: 'Up to and including',
    untilNote: 'At most 29 days ahead.',
    untilWrong: 'Choose a day from today on, at most 29 days ahead.',
    lost: 'Which methods are lost?',
    lostNone: 'Choose at least one method.',
    goOn: 'Go on',
    back: 'Back to the user',
    yes: 'Yes, do it',
    change: 'No, go back',
    kept: 'This goes into the log, with your name:',
    names: {
      extension: 'Give an extension',
      'extension-end': 'End the extension',
      exemption: 'Let one call through',
      'pairing-code': 'Give a pairing code',
      reset: 'Request a reset',
      approve: 'Approve the reset',
      cancel: 'Cancel the reset',
      complete: 'Complete the reset',
    },
    notes: {
      extension: 'Until that day the user can still log in without a second step.',
      'extension-end': 'After that the same holds for this user as for everybody else.',
      exemption:
        'The next call is made, even where a limit would hold it back. Once, within an hour. First make sure who is calling: call back on a number that you knew already.',
      'pairing-code':
        'Only for who has no method yet. First make sure who is calling: call back on a number that you knew already.',
      reset:
        'For who lost the phone or the app. First make sure who is calling: call back on a number that you knew already. The user gets a mail at once and can stop the reset.',
      approve:
        'You are the second person. See for yourself whether it is right; do not go by your colleague alone.',
      cancel: 'Nothing changes about the methods. The user gets a mail.',
      complete: 'What is lost stops working at once. This cannot be undone.',
    },
    sure: {
      extension: (name: string, until: string) => `${name} gets an extension until ${until}.`,
      'extension-end': (name: string, _: string) => `The extension of ${name} ends now.`,
      exemption: (name: string, _: string) =>
        `${name} can be called once within an hour, despite the limits.`,
      'pairing-code': (name: string, _: string) =>
        `You will see a code for the app of ${name}, good for a quarter of an hour. Is ${name} on the line?`,
      reset: (name: string, _: string) =>
        `A reset begins for ${name}. All mail addresses of ${name} are told.`,
      approve: (name: string, _: string) =>
        `You approve the reset of ${name}. Its waiting time begins then.`,
      cancel: (name: string, _: string) => `The reset of ${name} is cancelled.`,
      complete: (name: string, what: string) => `${name} loses: ${what}.`,
    },
    done: {
      extension: 'The extension is set. The user gets a mail about it.',
      'extension-end': 'The extension is ended.',
      exemption: 'The next call is made, if it is asked for within an hour.',
      reset: 'The reset is requested. Below you see what it waits for.',
      approve: 'The reset is approved. Below you see from when on it can be completed.',
      cancel: 'The reset is cancelled.',
      complete:
        'The methods are gone. Where none is left to log in with, the user now gets a mail with a link to begin again. That link works for a day.',
    },
    pairing: {
      title: 'Pairing code',
      say: 'Say this on the phone',
      open: (app: string) =>
        `Open ${app} on your phone. If you do not have it yet, install it first.`,
      choose: 'Look for the field "Pairing code" in the app.',
      type: 'I will now read out ten characters. Small or capital letters make no difference.',
      then: 'The app then shows a confirmation code. The users fill that in themselves in the panel, after logging in with the password. Never ask for that code, and never tell them a code to type in.',
      until: (at: string) => `Good until ${at}, for one phone. You see this code only once.`,
    },
    faults: {
      self: 'You can do nothing for yourself here. Ask a colleague.',
      held: 'Your own phone number was changed just now. Log in with another method, or wait until it is 72 hours old.',
      'not-now': 'That is not possible now (any more).',
      'user-unknown': 'This user does not exist (any more).',
      past: 'That day has passed.',
      'too-far': 'An extension can be 30 days at most.',
      'reset-needed': 'No method of this user works any more: only a reset helps.',
      'user-enrolled': 'This user has set up a method already. If it is lost, request a reset.',
      'method-not-allowed': 'The app is not on offer here.',
      'too-many':
        'Too many methods were begun already. They vanish after a quarter of an hour; try again then.',
      'number-known': 'The user has this number already.',
      'nothing-to-reset': 'This user has set up nothing yet: there is nothing to reset.',
      'mail-needed': 'This user cannot be reached by mail. Without mail there is no reset.',
      'reset-open': 'A reset of this user is open already.',
      'proof-needed': 'The proof of the user is not right (any more).',
      'reset-unknown': 'There is no such reset.',
      'approval-not-needed': 'This reset does not have to be approved (any more).',
      'second-person-needed':
        'This takes a second person: who requests a reset does not approve it.',
      'reset-closed': 'This reset is over already.',
      'reset-not-ready': 'This reset cannot be completed yet.',
      'factor-unknown': 'The methods have changed meanwhile. Look at them and try again.',
    },
  },
})

type Words = (typeof actTexts)['nl']
export type ActName = keyof Words['names']
export type ActDone = keyof Words['done']
export type ActFault = keyof Words['faults']
