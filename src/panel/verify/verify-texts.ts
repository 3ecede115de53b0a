import { texts } from '../../pages/index.ts'

export const verifyTexts = texts({
  nl: {
    title: 'Verificatie',
    heading: 'Wacht even ... we moeten uw identiteit verifiëren',
    code: {
      voice: 'Voer de verificatiecode in die u hoort in de oproep naar uw mobiele nummer',
      app: (app: string) => `Voer de verificatiecode in die u heeft ontvangen in uw ${app}`,
      totp: 'Voer de verificatiecode in die uw authenticator-app nu toont',
      recovery: 'Voer een van uw herstelcodes in',
    },
    note: (digits: number) => `${digits} cijfers. Plakken mag, met of zonder spaties.`,
    noteLetters:
      'Hoofdletters of kleine letters, met of zonder streepjes. Elke code werkt één keer.',
    goOn: 'Doorgaan',
    again: 'Code nogmaals versturen',
    againIn: { before: 'Code nogmaals versturen (kan over ', after: ' s)' },
    noMore: 'Deze code kan niet nog een keer worden verstuurd.',
    stopped: (time: string) => `Dit nummer bellen wij niet meer. Over ${time} kan het weer.`,
    other: 'Gebruik een andere methode',
    wrong: (left: number) =>
      left === 1
        ? 'Deze code is niet juist. U heeft nog één poging.'
        : `Deze code is niet juist. U heeft nog ${left} pogingen.`,
    unreadable: (digits: number) => `Een code bestaat uit ${digits} cijfers.`,
    newCode: 'Nieuwe code aanvragen',
    tryAgain: 'Opnieuw proberen',
    ended: {
      expired: {
        heading: 'De code is verlopen',
        text: 'Een code is vijf minuten geldig. Vraag een nieuwe code aan.',
      },
      exhausted: {
        heading: 'Te vaak een verkeerde code',
        text: 'Na vijf verkeerde codes geldt een code niet meer; zo kan niemand hem raden. Vraag een nieuwe code aan.',
      },
      cancelled: {
        heading: 'Deze code geldt niet meer',
        text: 'Er is ergens anders een nieuwe code voor uw account aangevraagd, of de methode is verwijderd. Was u dat niet zelf, wijzig dan uw wachtwoord.',
      },
    },
    reported: {
      heading: 'Deze inlogpoging is gestopt',
      text: 'Er is gemeld: dit was ik niet. Daarom is deze login beëindigd, net als de logins van het afgelopen uur. U en uw aanbieder krijgen hiervan bericht.',
      next: 'Bij de volgende keer inloggen kiest u een nieuw wachtwoord.',
      toLogin: 'Naar inloggen',
    },
    refused: { heading: 'Er is nu geen code verstuurd' },
    methods: {
      title: 'Andere methode',
      heading: 'Gebruik een andere methode',
      lead: 'Hoe wilt u uw identiteit verifiëren?',
      voice: 'Oproep naar uw mobiele nummer',
      app: (app: string) => app,
      totp: 'Authenticator',
      recovery: 'Herstelcode',
      none: 'Er is geen andere methode ingesteld. De helpdesk helpt u verder.',
      back: 'Terug',
    },
  },
  en: {
    title: 'Verification',
    heading: 'One moment ... we have to verify your identity',
    code: {
      voice: 'Enter the verification code that you hear in the call to your mobile number',
      app: (app: string) => `Enter the verification code that you received in your ${app}`,
      totp: 'Enter the verification code that your authenticator app shows now',
      recovery: 'Enter one of your recovery codes',
    },
    note: (digits: number) => `${digits} digits. You may paste, with or without spaces.`,
    noteLetters: 'Capitals or small letters, with or without dashes. Each code works once.',
    goOn: 'Continue',
    again: 'Send the code once more',
    againIn: { before: 'Send the code once more (in ', after: ' s)' },
    noMore: 'This code cannot be sent once more.',
    stopped: (time: string) => `We do not call this number any more. In ${time} we can again.`,
    other: 'Use another method',
    wrong: (left: number) =>
      left === 1
        ? 'This code is not right. You have one attempt left.'
        : `This code is not right. You have ${left} attempts left.`,
    unreadable: (digits: number) => `A code has ${digits} digits.`,
    newCode: 'Ask for a new code',
    tryAgain: 'Try again',
    ended: {
      expired: {
        heading: 'The code has expired',
        text: 'A code is good for five minutes. Ask for a new one.',
      },
      exhausted: {
        heading: 'Too many wrong codes',
        text: 'After five wrong codes a code is void, so that nobody can guess it. Ask for a new one.',
      },
      cancelled: {
        heading: 'This code does not count any more',
        text: 'A new code for your account was asked for elsewhere, or the method was removed. If that was not you, change your password.',
      },
    },
    reported: {
      heading: 'This login was stopped',
      text: 'Somebody said: this was not me. So this login has ended, and so have the logins of the last hour. You and your provider are told.',
      next: 'At the next login you choose a new password.',
      toLogin: 'To log in',
    },
    refused: { heading: 'No code was sent now' },
    methods: {
      title: 'Another method',
      heading: 'Use another method',
      lead: 'How do you want to verify your identity?',
      voice: 'Call to your mobile number',
      app: (app: string) => app,
      totp: 'Authenticator',
      recovery: 'Recovery code',
      none: 'No other method is set up. The helpdesk will help you.',
      back: 'Back',
    },
  },
})
