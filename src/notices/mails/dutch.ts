import { inAmsterdam, type MailTexts } from './texts.ts'

export const dutch: MailTexts = {
  kinds: {
    'factor-added': {
      subject: 'inlogmethode toegevoegd',
      what: ({ method, label }, { method: by, named }) =>
        `Aan uw account is een manier van inloggen toegevoegd: ${by(method)}${named(label)}.`,
    },
    'factor-removed': {
      subject: 'inlogmethode verwijderd',
      what: ({ method, label }, { method: by, named }) =>
        `Van uw account is een manier van inloggen verwijderd: ${by(method)}${named(label)}.`,
    },
    'factor-disabled': {
      subject: 'inlogmethode uitgezet',
      what: ({ method, label }, { method: by, named }) =>
        `Een manier van inloggen is uitgezet, omdat er te vaak een verkeerde code bij is ingevuld: ${by(method)}${named(label)}. Voeg die opnieuw toe om haar weer te gebruiken.`,
    },
    'primary-changed': {
      subject: 'voorkeursmethode gewijzigd',
      what: ({ method, label }, { method: by, named }) =>
        `Bij het inloggen krijgt u uw code voortaan zo: ${by(method)}${named(label)}.`,
    },
    'number-changed': {
      subject: 'mobiel nummer gewijzigd',
      what: ({ shown }) =>
        `Het mobiele nummer waarop u uw inlogcode hoort, is gewijzigd in ${shown}.`,
    },
    'recovery-codes-replaced': {
      subject: 'nieuwe herstelcodes',
      what: () => 'Er zijn nieuwe herstelcodes voor uw account gemaakt. De oude werken niet meer.',
    },
    'secondfactor-failed': {
      subject: 'te vaak een verkeerde code',
      what: () =>
        'Iemand heeft met uw juiste wachtwoord geprobeerd in te loggen, maar vulde te vaak een verkeerde code in. Er is niet ingelogd. Was u dit niet, dan kent een ander uw wachtwoord: wijzig het meteen.',
    },
    'login-reported': {
      subject: 'inlogpoging gestopt',
      what: () =>
        'U hebt gemeld dat u niet zelf inlogde. Die inlogpoging is gestopt. Een ander kent uw wachtwoord: wijzig het meteen.',
    },
    'reset-requested': {
      subject: 'herstel van uw account aangevraagd',
      what: ({ readyAt, link }, { time }) =>
        readyAt === null
          ? `Via de helpdesk is gevraagd om alle manieren van inloggen van uw account te halen. Een tweede medewerker moet dit nog goedkeuren.${stopBy(link)}`
          : `Via de helpdesk is gevraagd om alle manieren van inloggen van uw account te halen. Dat kan vanaf ${time(readyAt)}.${stopBy(link)}`,
    },
    'reset-approved': {
      subject: 'herstel van uw account goedgekeurd',
      what: ({ readyAt, link }, { time }) =>
        `De aanvraag om alle manieren van inloggen van uw account te halen is goedgekeurd. Dat kan vanaf ${time(readyAt)}.${stopBy(link)}`,
    },
    'reset-cancelled': {
      subject: 'herstel van uw account geannuleerd',
      what: () =>
        'De aanvraag om alle manieren van inloggen van uw account te halen is geannuleerd. Er is niets gewijzigd.',
    },
    'reset-done': {
      subject: 'uw account is hersteld',
      what: () =>
        'Alle manieren van inloggen zijn van uw account gehaald. Bij de volgende keer inloggen stelt u ze opnieuw in.',
    },
    entry: {
      subject: 'opnieuw toegang tot uw account',
      what: ({ expiresAt }, { time }) =>
        `Met de onderstaande link krijgt u weer toegang tot uw account. Hij werkt één keer, tot ${time(expiresAt)}. Geef hem aan niemand, ook niet aan onze helpdesk.`,
    },
    'extension-granted': {
      subject: 'uitstel voor inloggen in twee stappen',
      what: ({ until }, { time }) =>
        `De helpdesk heeft u uitstel gegeven: tot ${time(until)} kunt u inloggen zonder tweede stap.`,
    },
    'password-reset': {
      subject: 'nieuw wachtwoord kiezen',
      what: ({ expiresAt }, { time }) =>
        `Met de onderstaande link kiest u een nieuw wachtwoord. Hij werkt één keer, tot ${time(expiresAt)}. Geef hem aan niemand, ook niet aan onze helpdesk. Hebt u er niet om gevraagd, dan hoeft u niets te doen: uw wachtwoord blijft zoals het is.`,
    },
    'password-changed': {
      subject: 'wachtwoord gewijzigd',
      what: () =>
        'Het wachtwoord van uw account is gewijzigd. Waar u nog was ingelogd, logt u opnieuw in. Uw apps, koppelingen en telefoons blijven gewoon werken.',
    },
  },
  methods: {
    voice: 'een oproep naar uw mobiele nummer',
    app: 'de app op uw telefoon',
    totp: 'een authenticator-app',
    recovery: 'herstelcodes',
  },
  greeting: 'Goedendag,',
  when: 'Wanneer',
  from: 'Vanaf',
  dispute: 'Was u dit niet?',
  contact({ name, phone, mail }) {
    const ways = [phone && `bel ${phone}`, mail && `mail naar ${mail}`].filter(Boolean)
    if (ways.length === 0) return `Neem dan meteen contact op met ${name}.`
    return `Neem dan meteen contact op met ${name}: ${ways.join(' of ')}.`
  },
  warning: 'Wij vragen u nooit om een code of om uw wachtwoord.',
  closing: 'Met vriendelijke groet,',
  time: inAmsterdam('nl-NL'),
}

function stopBy(link: string | undefined) {
  return link === undefined
    ? ''
    : ' Wilt u dit niet, dan houdt u het tegen met de onderstaande link.'
}
