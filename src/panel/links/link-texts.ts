import { texts } from '../../pages/index.ts'

/** Pages where the links of mails lead. */
export const linkTexts = texts({
  nl: {
    token: 'Code uit de link',
    needsScript:
      'De link in de mail heeft JavaScript nodig om te werken. Zet het aan, of plak hier het deel van de link achter het teken #.',
    over: 'Deze link is verlopen of al gebruikt. Vraag de helpdesk om een nieuwe.',
    toLogin: 'Naar inloggen',
    entry: {
      title: 'Opnieuw beginnen met je tweede stap',
      lead: 'De helpdesk heeft je tweede stap gewist. Hiermee begin je opnieuw: daarna log je in met je wachtwoord en stel je een methode in.',
      goOn: 'Verder',
      done: 'Het is gelukt. Log nu in met je wachtwoord en stel meteen een methode in.',
    },
    cancel: {
      title: 'Reset tegenhouden',
      lead: 'Iemand heeft bij de helpdesk gevraagd je tweede stap te wissen. Was jij dat niet? Houd het dan hier tegen.',
      goOn: 'Dit was ik niet: houd de reset tegen',
      done: 'De reset is tegengehouden. Je methodes blijven zoals ze waren. Wijzig ook je wachtwoord.',
    },
  },
  en: {
    token: 'Code from the link',
    needsScript:
      'The link in the mail needs JavaScript. Turn it on, or paste here what stands behind the # of the link.',
    over: 'This link has run out or was used. Ask the helpdesk for a new one.',
    toLogin: 'To the login',
    entry: {
      title: 'Begin anew with your second step',
      lead: 'The helpdesk has taken away your second step. Here you begin anew: then log in with your password and set up a method.',
      goOn: 'Go on',
      done: 'It worked. Log in with your password now and set up a method at once.',
    },
    cancel: {
      title: 'Stop a reset',
      lead: 'Somebody asked the helpdesk to take away your second step. Was it not you? Then stop it here.',
      goOn: 'It was not me: stop the reset',
      done: 'The reset is stopped. Your methods stay as they were. Change your password too.',
    },
  },
})

export type LinkKind = 'entry' | 'cancel'
