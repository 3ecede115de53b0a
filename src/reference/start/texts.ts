import type { CallEnding, CallStep, ChallengeEnding } from './demo.ts'
import { english } from './english.ts'

export type Language = 'nl' | 'en'

/** Everything the start page says. Dutch comes first; what English lacks does not compile. */
export const dutch = {
  label: 'Demo',
  otherLanguage: 'English',
  skip: 'Naar de inhoud',
  newTab: '(opent in een nieuw tabblad)',

  home: {
    title: 'Belcode: inloggen met een telefoontje',
    heading: 'Inloggen met een telefoontje',
    lead: 'Belcode belt het mobiele nummer van uw gebruiker, leest een code voor en controleert wat er wordt ingetypt.',
    demo: 'Dit is een demo: niemand wordt echt gebeld. De telefoon die overgaat, staat op uw eigen scherm.',
    tryIt: 'Probeer het in één minuut',
    openPhone: 'Open de telefoon',
    openPhoneNote: 'en laat dat tabblad open staan: daar gaat hij straks over.',
    pressButton: 'Typ een nummer en druk op de knop.',
    number: 'Mobiel nummer',
    ring: 'Bel mij',
    listen:
      'Neem op, druk op de toets die u hoort en luister naar de code. Op de volgende pagina typt u die in.',
    more: 'Verder kijken',
    links: {
      phone: ['Telefoon', 'Hier gaan alle gesprekken van de demo over.'],
      docs: ['API-referentie', 'Zo laat u uw eigen paneel bellen. In het Engels.'],
      openApi: ['OpenAPI 3.1', 'Dezelfde API, voor programma’s.'],
      problems: ['Foutmeldingen', 'Wat elke fout betekent en wat u eraan doet. In het Engels.'],
      health: ['Gezondheid', 'Of de dienst klaar is voor werk.'],
      metrics: ['Meetwaarden', 'Cijfers voor Prometheus.'],
    },
    key: 'De API-sleutel van deze demo staat in de terminal waarin u Belcode heeft gestart. Deze pagina geeft hem niet weg.',
  },

  users: {
    heading: 'Log in op het panel',
    lead: 'Deze gebruikers bestaan alleen in de demo. Hun nummers gaan over op de telefoon van de demo.',
    situations: {
      nieuw: 'heeft nog niets ingesteld en wordt daarom gevraagd; dat mag nog even later',
      half: 'heeft één nummer en nog geen reserve',
      klaar: 'heeft twee nummers en herstelcodes',
      vast: 'is na te veel verkeerde codes vastgelopen en moet naar de helpdesk',
      hulp: 'werkt bij de helpdesk: zoekt gebruikers op, geeft koppelcodes en vraagt voor Vera een reset aan',
      collega: 'werkt er ook: wat veel kan veranderen, keurt een tweede goed',
    },
    password: 'Wachtwoord van allemaal:',
    logIn: 'Naar het inloggen',
  },

  operators: {
    heading: 'Bekijk de console',
    lead: 'Hier ziet wie de dienst beheert elk gesprek en stelt de limieten bij.',
    roles: {
      ops: 'ziet en wijzigt alles',
      balie: 'helpt bellers: ziet gesprekken en weigeringen',
    },
    code: 'Code van hun authenticator, nu:',
    codeNote:
      'Elke halve minuut een andere, die één keer werkt; ververs deze pagina voor de volgende.',
    logIn: 'Naar de console',
  },

  call: {
    title: 'Voer de code in',
    heading: 'Voer de code in die u hoort',
    calling: (to: string) => `Wij bellen ${to}.`,
    progress: 'Verloop van het gesprek',
    goToPhone: 'Ga naar de telefoon',
    gateDigits: (digits: string) => `Toets op de telefoon: ${digits}`,
    code: 'Verificatiecode',
    codeNote: (digits: number) =>
      `${digits} cijfers; spaties mogen. De code is vijf minuten geldig.`,
    goOn: 'Doorgaan',
    wrong: (left: number) =>
      left === 1
        ? 'Deze code is niet juist. U heeft nog één poging.'
        : `Deze code is niet juist. U heeft nog ${left} pogingen.`,
    refresh: 'Stand verversen',
    steps: {
      queued: 'Aangevraagd',
      dialling: 'Wij bellen',
      ringing: 'De telefoon gaat over',
      answered: 'Opgenomen',
      'gate-passed': 'Juiste toets ingedrukt',
      spoken: 'Code voorgelezen',
    } satisfies Record<CallStep, string>,
    endings: {
      completed: 'Het gesprek is afgelopen. Heeft u de code gehoord, typ die dan hieronder.',
      busy: 'De telefoon was in gesprek of er werd geweigerd.',
      'no-answer': 'Er werd niet opgenomen.',
      failed: 'Het gesprek kwam niet tot stand.',
      cancelled: 'Het gesprek is beëindigd.',
      'gate-failed': 'Er werd een verkeerde toets ingedrukt. De code is niet voorgelezen.',
      reported: 'Er werd op 9 gedrukt: “dit was ik niet”.',
    } satisfies Record<CallEnding, string>,
  },

  done: {
    approved: {
      heading: 'Klaar! Gefeliciteerd!',
      text: 'De code klopt. Een echt paneel krijgt nu een ondertekende verklaring en laat de gebruiker binnen.',
    },
    expired: {
      heading: 'De code is verlopen',
      text: 'Een code is vijf minuten geldig. Vraag een nieuwe oproep aan.',
    },
    exhausted: {
      heading: 'Te vaak een verkeerde code',
      text: 'Na vijf verkeerde codes is het voorbij; zo is een code niet te raden. Vraag een nieuwe oproep aan.',
    },
    cancelled: {
      heading: 'Deze oproep is vervangen',
      text: 'Er is een nieuwere oproep naar hetzelfde nummer. Alleen de nieuwste code telt.',
    },
    reported: {
      heading: 'Gemeld: dit was ik niet',
      text: 'Wie opnam, drukte op 9. De inlogpoging is gestopt en dit nummer wordt een dag lang niet gebeld.',
    },
  } satisfies Record<ChallengeEnding, { heading: string; text: string }>,
  next: { again: 'Nog een keer', docs: 'Lees hoe uw paneel dit doet' },

  refusal: {
    heading: 'Er is niet gebeld.',
    number: 'Dit nummer wordt niet gebeld.',
    reasons: {
      unreadable: 'Dit is geen telefoonnummer. Schrijf het als 06 12345678.',
      'not-valid-for-region': 'Dit nummer bestaat niet. Controleer of er geen cijfer ontbreekt.',
      'country-not-enabled': 'Alleen nummers in Nederland worden gebeld.',
      'short-code-or-emergency': 'Alarmnummers en korte nummers worden nooit gebeld.',
      'premium-rate': 'Betaalnummers worden nooit gebeld.',
      'nl-fixed-line': 'Dit is een vast nummer. Alleen mobiele nummers worden gebeld.',
      'fixed-line': 'Dit is een vast nummer. Alleen mobiele nummers worden gebeld.',
    },
    stopped: 'Dit nummer wordt een dag lang niet gebeld, omdat iemand die opnam dat wilde.',
    limit: (name: string) => `Een limiet is bereikt (${name}); die geldt ook in de demo.`,
    wait: (time: string) => `Probeer het over ${time} opnieuw.`,
    reference: (reference: string) => `Referentie voor de helpdesk: ${reference}.`,
    digits: 'Typ de cijfers die u hoorde.',
    seconds: (count: number) => (count === 1 ? '1 seconde' : `${count} seconden`),
    minutes: (count: number) => (count === 1 ? '1 minuut' : `${count} minuten`),
    hours: (count: number) => `${count} uur`,
  },
}

/** Texts of the same shape: words for words, functions for functions. */
type Translated<Text> = Text extends string
  ? string
  : Text extends readonly string[]
    ? readonly string[]
    : Text extends (...values: never[]) => string
      ? Text
      : { readonly [Name in keyof Text]: Translated<Text[Name]> }

export type Texts = Translated<typeof dutch>

export const textsIn: Readonly<Record<Language, Texts>> = { nl: dutch, en: english }
