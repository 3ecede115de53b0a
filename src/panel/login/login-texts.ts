import { texts } from '../../pages/index.ts'

export const loginTexts = texts({
  nl: {
    title: 'Inloggen',
    heading: (site: string) => `Inloggen bij ${site}`,
    webcalls: 'Je logt in bij Webcalls, met dezelfde gegevens als voor het panel.',
    name: 'Gebruikersnaam',
    password: 'Wachtwoord',
    goOn: 'Inloggen',
    forgotten: 'Wachtwoord vergeten',
    wrong:
      'Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw.',
    tooOften: (minutes: number) =>
      minutes === 1
        ? 'Er is te vaak geprobeerd in te loggen. Probeer het over een minuut opnieuw.'
        : `Er is te vaak geprobeerd in te loggen. Probeer het over ${minutes} minuten opnieuw.`,
    busy: 'Het is nu erg druk. Probeer het over een paar seconden opnieuw.',
    ended: 'Je bent uitgelogd.',
    over: 'Je was te lang niet actief. Log opnieuw in.',
    changed: 'Je wachtwoord is gewijzigd. Log in met je nieuwe wachtwoord.',
  },
  en: {
    title: 'Log in',
    heading: (site: string) => `Log in to ${site}`,
    webcalls: 'You are logging in to Webcalls, with the same details as for the panel.',
    name: 'User name',
    password: 'Password',
    goOn: 'Log in',
    forgotten: 'Forgotten password',
    wrong: 'This user name and password do not belong together. Check them and try again.',
    tooOften: (minutes: number) =>
      minutes === 1
        ? 'There were too many attempts to log in. Try again in a minute.'
        : `There were too many attempts to log in. Try again in ${minutes} minutes.`,
    busy: 'It is very busy now. Try again in a few seconds.',
    ended: 'You are logged out.',
    over: 'You were away for too long. Log in again.',
    changed: 'Your password is changed. Log in with your new password.',
  },
})

export const passwordTexts = texts({
  nl: {
    forgotten: {
      title: 'Wachtwoord vergeten',
      lead: 'Vul je gebruikersnaam in. Als wij die kennen, sturen we een mail met een link waarmee je een nieuw wachtwoord kiest.',
      goOn: 'Mail mij een link',
      sent: 'Als deze gebruikersnaam bestaat, is er nu een mail onderweg. De link is een half uur geldig. Geen mail? Kijk bij ongewenste mail of vraag de helpdesk.',
      back: 'Terug naar inloggen',
    },
    change: {
      title: 'Kies een nieuw wachtwoord',
      forced:
        'Voor je verder gaat, kies je een nieuw wachtwoord. Je apps, koppelingen en telefoons blijven gewoon ingelogd.',
      reset: 'Kies een nieuw wachtwoord. Daarna log je er meteen mee in.',
      old: 'Huidig wachtwoord',
      new: 'Nieuw wachtwoord',
      note: 'Minstens 8 tekens. Een zin van een paar woorden is sterk en goed te onthouden. Plakken mag.',
      goOn: 'Wachtwoord opslaan',
      linkOver: 'Deze link is verlopen of al gebruikt. Vraag een nieuwe aan.',
      oldWrong: 'Dit is niet je huidige wachtwoord.',
      busy: 'Het is nu erg druk. Probeer het over een paar seconden opnieuw.',
      tooOften: 'Er is te vaak een verkeerd wachtwoord ingevuld. Probeer het later opnieuw.',
      needsScript:
        'De link in de mail heeft JavaScript nodig om te werken. Zet het aan, of plak hier het deel van de link achter het teken #.',
      token: 'Code uit de link',
    },
    faults: {
      'too-short': 'Dit wachtwoord is te kort: neem er minstens 8 tekens voor.',
      'too-long': 'Dit wachtwoord is te lang: neem er hoogstens 128 tekens voor.',
      'too-easy': 'Dit wachtwoord is te makkelijk te raden. Maak het langer of ongewoner.',
      'known-leaked': 'Dit wachtwoord staat op lijsten van gelekte wachtwoorden. Kies een ander.',
      'is-your-name': 'Je naam of gebruikersnaam zit in dit wachtwoord. Kies een ander.',
      'same-as-old': 'Dit is je oude wachtwoord. Kies een ander.',
    },
  },
  en: {
    forgotten: {
      title: 'Forgotten password',
      lead: 'Fill in your user name. If we know it, we send a mail with a link to choose a new password.',
      goOn: 'Mail me a link',
      sent: 'If this user name exists, a mail is on its way. The link works for half an hour. No mail? Look at your unwanted mail or ask the helpdesk.',
      back: 'Back to log in',
    },
    change: {
      title: 'Choose a new password',
      forced:
        'Before you go on, choose a new password. Your apps, couplings and phones stay logged in.',
      reset: 'Choose a new password. Then log in with it at once.',
      old: 'Present password',
      new: 'New password',
      note: 'At least 8 characters. A sentence of a few words is strong and easy to remember. You may paste.',
      goOn: 'Save password',
      linkOver: 'This link has run out or was used. Ask for a new one.',
      oldWrong: 'This is not your present password.',
      busy: 'It is very busy now. Try again in a few seconds.',
      tooOften: 'A wrong password was filled in too often. Try again later.',
      needsScript:
        'The link in the mail needs JavaScript. Turn it on, or paste here what stands behind the # of the link.',
      token: 'Code from the link',
    },
    faults: {
      'too-short': 'This password is too short: take at least 8 characters.',
      'too-long': 'This password is too long: take at most 128 characters.',
      'too-easy': 'This password is too easy to guess. Make it longer or less common.',
      'known-leaked': 'This password stands on lists of leaked passwords. Choose another one.',
      'is-your-name': 'Your name or user name is in this password. Choose another one.',
      'same-as-old': 'This is your old password. Choose another one.',
    },
  },
})

export type PasswordFault = keyof (typeof passwordTexts)['nl']['faults']
