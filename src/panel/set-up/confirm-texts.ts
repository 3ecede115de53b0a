import { texts } from '../../pages/index.ts'

export const confirmTexts = texts({
  nl: {
    heading: 'Voer de code in',
    code: 'Verificatiecode',
    goOn: 'Doorgaan',
    choose: 'Kies een andere methode',
    newCall: 'Bel mij opnieuw',
    newCode: 'Stuur een nieuwe code',
    over: 'Deze code geldt niet meer. Vraag een nieuwe aan, of kies een andere methode.',
    reported:
      'Wie opnam, heeft gemeld: dit was ik niet. Controleer of je je eigen nummer hebt ingevuld en kies opnieuw.',
    notYet: (app: string) =>
      `De ${app} is nog niet gekoppeld, of de code ervan is verlopen. Koppel de app eerst en voer dan de code in die hij toont.`,
    tooOften: 'Deze code is te vaak verkeerd ingevuld. Wacht op een nieuwe code en vul die in.',
    totp: {
      heading: 'Voeg de site toe aan je authenticator',
      scan: (site: string) =>
        `Scan deze QR-code met je authenticator. De site staat daarna in de app als ${site}.`,
      qr: 'QR-code voor je authenticator',
      type: 'Kun je niet scannen? Typ dan deze sleutel over in de app:',
      how: 'Stap voor stap',
      google: 'Google Authenticator',
      googleSteps: {
        1: 'Installeer Google Authenticator uit de App Store (iPhone) of de Play Store (Android) en open hem.',
        2: 'Tik op het plusteken.',
        3: 'Kies "Een QR-code scannen" en richt de camera op de code hierboven. Lukt dat niet, kies dan "Een instelsleutel invoeren" en typ de sleutel.',
        4: 'Voer de zes cijfers die de app toont hieronder in.',
      },
      microsoft: 'Microsoft Authenticator',
      microsoftSteps: {
        1: 'Installeer Microsoft Authenticator uit de App Store (iPhone) of de Play Store (Android) en open hem.',
        2: 'Tik op het plusteken en kies "Ander account".',
        3: 'Richt de camera op de code hierboven. Lukt dat niet, kies dan "Code handmatig invoeren" en typ de sleutel.',
        4: 'Voer de zes cijfers die de app toont hieronder in.',
      },
      other:
        'In Cisco Duo Mobile en andere apps gaat het net zo: voeg een account toe en scan de QR-code.',
      label: 'Voer de code in die je authenticator toont',
    },
    app: {
      heading: (app: string) => `Koppel de ${app}`,
      get: (app: string) =>
        `Open de ${app} op je telefoon. Heb je hem nog niet? Ga op je telefoon naar:`,
      pair: 'Vul in de app deze koppelcode in:',
      pairHere: 'Lees je dit op je telefoon? Open de app hier',
      qr: 'Of scan deze code met de camera van je telefoon',
      logIn: 'Of log op je telefoon in de app in met je gebruikersnaam en wachtwoord.',
      then: 'De app toont dan een code. Voer die hieronder in.',
      until:
        'De koppelcode is een kwartier geldig. Ververs je deze pagina, dan komt er een nieuwe.',
      paired: (device: string) =>
        `De app op ${device} is gekoppeld. Voer de code in die hij toont.`,
      label: (app: string) => `Voer de verificatiecode in die u heeft ontvangen in uw ${app}`,
    },
    codes: {
      title: 'Herstelcodes',
      heading: 'Bewaar herstelcodes',
      lead: 'Met een herstelcode kom je binnen als je telefoon weg is of stuk. Je krijgt er tien; elke code werkt één keer.',
      again: 'Had je al herstelcodes, dan werken die daarna niet meer.',
      make: 'Maak mijn herstelcodes',
      later: 'Nu overslaan',
      shown:
        'Deze codes zie je maar één keer. Druk ze af of schrijf ze over, en bewaar ze niet bij je telefoon.',
      list: 'Je herstelcodes',
      of: (site: string, name: string) => `Herstelcodes voor ${site}, ${name}`,
      print: 'Afdrukken',
      kept: 'Ik heb ze bewaard',
    },
    done: {
      heading: 'Klaar! Gefeliciteerd!',
      text: 'Je kunt nu door naar de panel. Elke keer dat je inlogt krijg je een code van je primaire 2FA methode.',
      all: 'Je hebt nu alle factoren ingevuld en kunt nu inloggen op de panel.',
      goOn: 'Naar de panel',
    },
  },
  en: {
    heading: 'Enter the code',
    code: 'Verification code',
    goOn: 'Continue',
    choose: 'Choose another method',
    newCall: 'Call me again',
    newCode: 'Send a new code',
    over: 'This code does not count any more. Ask for a new one, or choose another method.',
    reported:
      'Whoever answered said: this was not me. Check that you filled in your own number, and choose again.',
    notYet: (app: string) =>
      `The ${app} is not paired yet, or its code has expired. Pair the app first and then enter the code that it shows.`,
    tooOften: 'This code was filled in wrong too often. Wait for a new code and enter that one.',
    totp: {
      heading: 'Add the site to your authenticator',
      scan: (site: string) =>
        `Scan this QR code with your authenticator. The site then stands in the app as ${site}.`,
      qr: 'QR code for your authenticator',
      type: 'Can you not scan? Then type this key into the app:',
      how: 'Step by step',
      google: 'Google Authenticator',
      googleSteps: {
        1: 'Install Google Authenticator from the App Store (iPhone) or the Play Store (Android) and open it.',
        2: 'Tap the plus sign.',
        3: 'Choose "Scan a QR code" and point the camera at the code above. If that does not work, choose "Enter a setup key" and type the key.',
        4: 'Enter the six digits that the app shows below.',
      },
      microsoft: 'Microsoft Authenticator',
      microsoftSteps: {
        1: 'Install Microsoft Authenticator from the App Store (iPhone) or the Play Store (Android) and open it.',
        2: 'Tap the plus sign and choose "Other account".',
        3: 'Point the camera at the code above. If that does not work, choose "Enter code manually" and type the key.',
        4: 'Enter the six digits that the app shows below.',
      },
      other:
        'In Cisco Duo Mobile and other apps it goes the same way: add an account and scan the QR code.',
      label: 'Enter the code that your authenticator shows',
    },
    app: {
      heading: (app: string) => `Pair the ${app}`,
      get: (app: string) =>
        `Open the ${app} on your phone. Do you not have it yet? On your phone, go to:`,
      pair: 'Fill in this pairing code in the app:',
      pairHere: 'Are you reading this on your phone? Open the app here',
      qr: 'Or scan this code with the camera of your phone',
      logIn: 'Or, on your phone, log in to the app with your user name and password.',
      then: 'The app then shows a code. Enter it below.',
      until:
        'The pairing code is good for a quarter of an hour. If you refresh this page, there is a new one.',
      paired: (device: string) => `The app on ${device} is paired. Enter the code that it shows.`,
      label: (app: string) => `Enter the verification code that you received in your ${app}`,
    },
    codes: {
      title: 'Recovery codes',
      heading: 'Keep recovery codes',
      lead: 'With a recovery code you get in when your phone is lost or broken. You get ten; each code works once.',
      again: 'If you had recovery codes already, those do not work after this.',
      make: 'Make my recovery codes',
      later: 'Skip for now',
      shown:
        'You see these codes only once. Print them or write them down, and do not keep them with your phone.',
      list: 'Your recovery codes',
      of: (site: string, name: string) => `Recovery codes for ${site}, ${name}`,
      print: 'Print',
      kept: 'I have kept them',
    },
    done: {
      heading: 'Done! Congratulations!',
      text: 'You can now go on to the panel. Every time you log in you get a code from your primary 2FA method.',
      all: 'You have now filled in all factors and can log in to the panel.',
      goOn: 'To the panel',
    },
  },
})
