import { texts } from '../../pages/index.ts'

export const setUpTexts = texts({
  nl: {
    title: 'Account beveiligen',
    first: {
      heading: 'Wacht even ... We moeten eerst uw account beveiligen',
      lead: 'Volg de onderstaande stappen om door te gaan om Two-Factor authenticatie voor uw account te configureren.',
      what: 'Two-factor authenticatie is een extra verificatielaag voor jouw account waardoor het account en data beter worden beschermd tegen ongeautoriseerde toegang.',
      question: 'Wat is jouw verificatie voorkeursmethode?',
    },
    backup: {
      heading: 'Kies een tweede methode',
      lead: 'Je eerste methode werkt. Kies een tweede methode, voor als de eerste niet werkt.',
      question: 'Welke methode wil je als tweede?',
    },
    another: {
      heading: 'Voeg een methode toe',
      lead: 'Een methode telt pas als je de code ervan hebt ingevuld.',
      question: 'Welke methode wil je toevoegen?',
    },
    voice: {
      name: 'Oproep naar uw mobiele nummer',
      text: 'U ontvangt een oproep op uw mobiele telefoon om uw identiteit te verifiëren',
      number: 'Mobiel nummer:',
      numberNote: 'Bijvoorbeeld 06 12345678. Wij bellen dit nummer meteen en lezen een code voor.',
      risk: 'Goed om te weten: een telefoontje is minder veilig dan een app. Een nummer kan worden doorgeschakeld of overgenomen.',
      riskOffer: 'Een authenticator heeft dat risico niet en werkt ook zonder bereik.',
    },
    app: {
      text: (app: string) => `U gebruikt de ${app} om uw identiteit nogmaals te verifiëren`,
    },
    totp: {
      name: 'Authenticator',
      text: 'Gebruik de Google Authenticator app of compatible apps zoals Microsoft Authenticator of Cisco Duo Mobile om uw identiteit te verifiëren',
    },
    none: 'Er is nu geen methode die je zelf kunt toevoegen. De helpdesk helpt je verder.',
    add: 'Toevoegen',
    later:
      'Wanneer je de instellingen later wilt wijzigen log dan in en ga naar gebruikersinstellingen en selecteer "2FA instellingen".',
    skip: {
      days: (days: number) =>
        days === 1
          ? 'Je kunt dit nog 1 dag overslaan.'
          : `Je kunt dit nog ${days} dagen overslaan.`,
      free: 'Je kunt dit nu overslaan.',
      backup: 'Je kunt dit nu overslaan en later doen bij je instellingen.',
      button: 'Nu overslaan',
    },
    back: 'Terug naar 2FA instellingen',
    pick: 'Kies eerst een methode.',
    faults: {
      known: 'Dit nummer heb je al toegevoegd. Kies een ander nummer of een andere methode.',
      many: 'Je hebt al zoveel methodes als er mogen zijn. Verwijder er eerst een.',
      notOffered: 'Deze methode biedt je aanbieder niet (meer) aan. Kies een andere.',
      held: 'De methode waarmee je je identiteit bevestigde, is pas gewijzigd en mag nog niets toevoegen. Log in met een andere methode of vraag de helpdesk.',
    },
    advice: {
      'same-phone':
        'Je app en je nummer staan waarschijnlijk op dezelfde telefoon. Raak je die kwijt, dan werken ze geen van beide. Voeg ook een authenticator op een ander apparaat toe, of bewaar herstelcodes.',
      'number-shared': (users: number) =>
        `Dit nummer wordt door ${users} gebruikers gebruikt. Delen jullie één login? Geef dan iedereen een eigen login: een gebruiker kan zonder extra kosten beheerder zijn.`,
      'only-voice':
        'Je krijgt je codes nu alleen telefonisch. Dat is minder veilig dan een app: een nummer kan worden doorgeschakeld of overgenomen. Voeg daarom een authenticator toe.',
    },
  },
  en: {
    title: 'Secure your account',
    first: {
      heading: 'One moment ... We have to secure your account first',
      lead: 'Follow the steps below to set up two-factor authentication for your account and go on.',
      what: 'Two-factor authentication is an extra layer of verification for your account, which protects the account and its data better against access by others.',
      question: 'Which way of verification do you prefer?',
    },
    backup: {
      heading: 'Choose a second method',
      lead: 'Your first method works. Choose a second method, in case the first one does not work.',
      question: 'Which method do you want as the second?',
    },
    another: {
      heading: 'Add a method',
      lead: 'A method counts once you have filled in its code.',
      question: 'Which method do you want to add?',
    },
    voice: {
      name: 'Call to your mobile number',
      text: 'You receive a call on your mobile phone to verify your identity',
      number: 'Mobile number:',
      numberNote: 'For example 06 12345678. We call this number at once and read a code aloud.',
      risk: 'Good to know: a phone call is less safe than an app. A number can be forwarded or taken over.',
      riskOffer: 'An authenticator does not have that risk, and works without reception too.',
    },
    app: { text: (app: string) => `You use the ${app} to verify your identity once more` },
    totp: {
      name: 'Authenticator',
      text: 'Use the Google Authenticator app, or compatible apps such as Microsoft Authenticator or Cisco Duo Mobile, to verify your identity',
    },
    none: 'There is no method now that you can add yourself. The helpdesk will help you.',
    add: 'Add',
    later:
      'When you want to change the settings later, log in, go to the user settings and choose "2FA settings".',
    skip: {
      days: (days: number) =>
        days === 1
          ? 'You can skip this for 1 more day.'
          : `You can skip this for ${days} more days.`,
      free: 'You can skip this for now.',
      backup: 'You can skip this now and do it later, in your settings.',
      button: 'Skip for now',
    },
    back: 'Back to 2FA settings',
    pick: 'Choose a method first.',
    faults: {
      known: 'You have added this number already. Choose another number or another method.',
      many: 'You have as many methods as there may be. Remove one first.',
      notOffered: 'Your provider does not offer this method (any more). Choose another one.',
      held: 'The method with which you verified your identity was changed lately and may not add anything yet. Log in with another method or ask the helpdesk.',
    },
    advice: {
      'same-phone':
        'Your app and your number are probably on the same phone. If you lose it, neither of them works. Add an authenticator on another device too, or keep recovery codes.',
      'number-shared': (users: number) =>
        `This number is used by ${users} users. Do you share one login? Then give everybody a login of their own: a user can be an administrator at no extra cost.`,
      'only-voice':
        'You now get your codes by phone only. That is less safe than an app: a number can be forwarded or taken over. So please add an authenticator.',
    },
  },
})
