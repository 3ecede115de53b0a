import { texts } from '../../pages/index.ts'

export const loginTexts = texts({
  nl: {
    title: 'Inloggen',
    heading: 'Inloggen bij de console',
    name: 'Naam',
    password: 'Wachtwoord',
    goOn: 'Doorgaan',
    wrong: 'Deze naam en dit wachtwoord horen niet bij elkaar.',
    busy: 'Het is nu erg druk. Probeer het over een paar seconden opnieuw.',
    tooOften: (minutes: number) =>
      minutes === 1
        ? 'Er is te vaak geprobeerd in te loggen. Probeer het over een minuut opnieuw.'
        : `Er is te vaak geprobeerd in te loggen. Probeer het over ${minutes} minuten opnieuw.`,
    account:
      'Nog geen account, of iets kwijt? Wie de dienst beheert, maakt of herstelt het met “belcode operators”.',
    verify: 'Voer de code in',
    verifyNote: 'De zes cijfers uit je authenticator.',
    code: 'Verificatiecode',
    codeWrong: 'Deze code klopt niet, of is al gebruikt. Wacht op de volgende.',
    setUp: 'Zet de tweede stap aan',
    scan: 'Scan deze code met een authenticator, zoals Google Authenticator of Microsoft Authenticator. Vul daarna in wat hij laat zien.',
    secret: 'Scannen lukt niet? Typ dit over in de app:',
    choose: 'Kies een eigen wachtwoord',
    chooseLead:
      'Je eerste wachtwoord kent ook wie het je gaf. Kies nu een wachtwoord dat niemand anders kent.',
    old: 'Huidig wachtwoord',
    new: 'Nieuw wachtwoord',
    newNote: 'Minstens 8 tekens. Een zin van een paar woorden is sterk en goed te onthouden.',
    oldWrong: 'Dit is niet je huidige wachtwoord.',
    faults: {
      'too-short': 'Dit wachtwoord is te kort: neem er minstens 8 tekens voor.',
      'too-long': 'Dit wachtwoord is te lang: neem er hoogstens 128 tekens voor.',
      'too-easy': 'Dit wachtwoord is te makkelijk te raden. Maak het langer of ongewoner.',
      'known-leaked': 'Dit wachtwoord staat op lijsten van gelekte wachtwoorden. Kies een ander.',
      'is-your-name': 'Je naam zit in dit wachtwoord. Kies een ander.',
      'same-as-old': 'Dit is je oude wachtwoord. Kies een ander.',
    },
  },
  en: {
    title: 'Log in',
    heading: 'Log in to the console',
    name: 'Name',
    password: 'Password',
    goOn: 'Go on',
    wrong: 'This name and this password do not belong together.',
    busy: 'It is very busy now. Try again in a few seconds.',
    tooOften: (minutes: number) =>
      minutes === 1
        ? 'There were too many attempts to log in. Try again in a minute.'
        : `There were too many attempts to log in. Try again in ${minutes} minutes.`,
    account:
      'No account yet, or something lost? Whoever runs the service makes or resets it with “belcode operators”.',
    verify: 'Fill in the code',
    verifyNote: 'The six digits of your authenticator.',
    code: 'Verification code',
    codeWrong: 'This code is not right, or was used. Wait for the next one.',
    setUp: 'Turn on the second step',
    scan: 'Scan this code with an authenticator, such as Google Authenticator or Microsoft Authenticator. Then fill in what it shows.',
    secret: 'You cannot scan it? Type this into the app:',
    choose: 'Choose a password of your own',
    chooseLead:
      'Whoever gave you the first password knows it too. Choose one that nobody else knows.',
    old: 'Present password',
    new: 'New password',
    newNote: 'At least 8 characters. A sentence of a few words is strong and easy to remember.',
    oldWrong: 'This is not your present password.',
    faults: {
      'too-short': 'This password is too short: take at least 8 characters.',
      'too-long': 'This password is too long: take at most 128 characters.',
      'too-easy': 'This password is too easy to guess. Make it longer or less common.',
      'known-leaked': 'This password stands on lists of leaked passwords. Choose another one.',
      'is-your-name': 'Your name is in this password. Choose another one.',
      'same-as-old': 'This is your old password. Choose another one.',
    },
  },
})
