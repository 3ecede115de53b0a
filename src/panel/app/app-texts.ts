import { texts } from '../../pages/index.ts'

/** Of the app as a page. What stands in `script` is filled in by the page's own script. */
export const appTexts = texts({
  nl: {
    description: (site: string) => `Toont de codes waarmee je inlogt bij ${site}.`,
    noScript: {
      what: 'Deze app heeft JavaScript nodig: een code wordt pas op dit apparaat leesbaar gemaakt.',
      then: 'Zet JavaScript aan, of log in zonder deze app. Een authenticator en een telefoontje werken gewoon: kies bij het inloggen "Gebruik een andere methode".',
    },
    unable: {
      what: 'Deze browser kan geen codes veilig bewaren. Open deze pagina in een gewoon venster (niet privé) van een nieuwere browser, over https.',
      then: 'Zonder deze app inloggen kan ook: een authenticator en een telefoontje werken gewoon.',
    },
    pair: {
      heading: 'Koppel deze app',
      lead: (site: string) =>
        `Daarna krijg je hier de codes waarmee je inlogt bij ${site}. Alleen dit apparaat kan ze lezen.`,
      home: 'Gebruik je een iPhone of iPad? Tik eerst op de deelknop en kies "Zet op beginscherm". Open de app daar en koppel hem dan: een koppeling in Safari zelf verdwijnt als je een week niet komt.',
      code: 'Koppelcode',
      codeNote: 'Je ziet hem in het panel, of je krijgt hem van de helpdesk. Zoals 7KQ2M-XD94T.',
      name: 'Naam van dit apparaat',
      nameNote: 'Zo herken je het later in je instellingen.',
      goOn: 'Koppelen',
    },
    logIn: {
      summary: 'Geen koppelcode? Log in met je gebruikersnaam',
      lead: 'Gebruik dezelfde gegevens als voor het panel.',
      name: 'Gebruikersnaam',
      password: 'Wachtwoord',
      goOn: 'Inloggen en koppelen',
    },
    prove: {
      heading: 'Eerst nog je code',
      lead: 'Je account is al beveiligd. Daarom vragen we ook de code van een methode die je al hebt.',
      code: 'Verificatiecode',
      goOn: 'Doorgaan',
      back: 'Terug',
    },
    waiting: {
      heading: 'Er is nu geen code',
      text: (site: string) => `Log in bij ${site}: de code verschijnt hier vanzelf.`,
      pending:
        'Deze app is nog niet bevestigd. Vraag in het panel een nieuwe code aan en vul die daar in.',
    },
    several:
      'Er is vaker achter elkaar ingelogd. Alleen een code hieronder die nog geldt, werkt. Kijk goed of dat inloggen van jou is, en meld wat je niet kent.',
    card: {
      browser: 'Browser',
      address: 'IP-adres',
      asked: 'Gevraagd om',
      again: 'Nogmaals gevraagd om',
      left: { before: 'Nog ', after: ' geldig' },
      login:
        'Typ de code op de pagina waar je zelf inlogt. Vraagt iemand je om deze code? Geef hem niet.',
      enrol: 'Typ de code in het panel. Daarna telt deze app mee.',
      copy: 'Kopieer code',
      notMe: 'Dit was ik niet',
      ended:
        'Deze code geldt niet meer: hij is gebruikt of verlopen, of er is een andere methode gekozen.',
      close: 'Sluiten',
      sure: 'Weet je het zeker? Dit inloggen stopt dan meteen. 24 uur lang sturen we geen codes naar je apps; met een andere methode kun je wel inloggen.',
      yes: 'Ja, dit was ik niet',
      no: 'Terug',
    },
    pushes: {
      heading: 'Meldingen',
      why: 'Met meldingen hoor je het als er een code klaarstaat, ook als deze app dicht is.',
      private:
        'De melding toont de code niet: een melding staat ook op een vergrendeld scherm, en daar kan iedereen hem lezen.',
      on: 'Meldingen aanzetten',
      off: 'Meldingen uitzetten',
      isOn: 'Meldingen staan aan.',
      denied:
        'Meldingen staan voor deze site uit in je browser. Zet ze daar aan en open deze app opnieuw.',
    },
    device: {
      heading: 'Dit apparaat',
      known: 'In je instellingen heet het:',
      install: 'Zet op het beginscherm',
      leave: 'Deze app ontkoppelen',
      sure: 'Weet je het zeker? Je krijgt op dit apparaat dan geen codes meer. Is dit je enige methode, voeg dan eerst een andere toe: anders kom je alleen via de helpdesk weer binnen.',
      yes: 'Ja, ontkoppelen',
      no: 'Terug',
    },
    script: {
      loginAt: 'Inloggen bij {site}',
      enrolAt: 'App koppelen aan {site}',
      unknown: 'Onbekend',
      copied: 'Gekopieerd',
      heard: 'Nieuwe code: {title}. {code}',
      heardAgain: 'De code is nogmaals gevraagd: {title}. {code}',
      heardEnded: 'Deze code geldt niet meer: {title}',
      closed:
        'Een code is niet te openen op dit apparaat. Ontkoppel deze app en koppel hem opnieuw.',
      connecting: 'Verbinding maken ...',
      connected: 'Verbonden',
      lost: 'Geen verbinding. We proberen het vanzelf opnieuw.',
      confirmed: 'Gelukt. Deze app is gekoppeld en telt mee bij het inloggen.',
      pushTitle: 'Er wordt ingelogd bij {site}',
      pushBody: 'Tik om de code te zien',
      pushFailed: 'Meldingen aanzetten is niet gelukt. Codes verschijnen wel als deze app open is.',
      pushOffFailed: 'Meldingen uitzetten is niet gelukt. Probeer het opnieuw.',
      reported:
        'Gemeld. Dit inloggen is gestopt, en wie het laatste uur in het panel inlogde, is uitgelogd. 24 uur lang sturen we geen codes naar je apps. Iemand kent je wachtwoord: kies een nieuw zodra je inlogt. Twijfel je? Bel de helpdesk.',
      reportedTooLate:
        'Met deze code is al ingelogd, dus dit kunnen we niet meer tegenhouden. Wijzig meteen je wachtwoord en bel de helpdesk.',
      reportedOver: 'Dit inloggen was al afgelopen, zonder dat er iemand binnenkwam.',
      reportFailed: 'Melden is niet gelukt. Controleer je verbinding en probeer het opnieuw.',
      left: 'Deze app is ontkoppeld. De sleutel is van dit apparaat gewist.',
      leaveFailed: 'Ontkoppelen is niet gelukt. Controleer je verbinding en probeer het opnieuw.',
      out: 'Deze app is niet meer gekoppeld, en de sleutel is gewist. Koppel hem opnieuw met een koppelcode uit het panel of van de helpdesk.',
      already:
        'Deze app is al gekoppeld. Ontkoppel hem eerst als je een nieuwe koppelcode wilt gebruiken.',
      codeWrong:
        'Deze koppelcode werkt niet. Controleer hem, of vraag in het panel een nieuwe aan.',
      tooOften:
        'Er is te vaak een verkeerde koppelcode ingevuld. Wacht {minutes} minuten en probeer het opnieuw.',
      limitReached: 'Er zijn te veel codes verstuurd. Vraag later een nieuwe koppelcode aan.',
      logInEmpty: 'Vul je gebruikersnaam en je wachtwoord in.',
      logInWrong:
        'Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw.',
      logInTooOften:
        'Er is te vaak geprobeerd in te loggen. Wacht {minutes} minuten en probeer het opnieuw.',
      busy: 'Het is nu erg druk. Probeer het over een paar seconden opnieuw.',
      codesTooOften:
        'Er zijn te veel codes verstuurd. Wacht {minutes} minuten en probeer het opnieuw. Referentie voor de helpdesk: {reference}.',
      notOffered: 'Deze app hoort niet bij de methodes die je aanbieder gebruikt.',
      tooMany:
        'Je hebt al zoveel methodes als er kunnen zijn. Verwijder er eerst een in het panel.',
      proofImpossible:
        'Met je wachtwoord alleen kunnen we deze app nu niet koppelen. Vraag de helpdesk om hulp.',
      proofVoice: 'We bellen {to}. Neem op en voer de code in die je hoort.',
      proofTotp: 'Voer de code in die je authenticator nu toont.',
      proofApp: 'Voer de code in die de app op {to} toont.',
      proofWrong: 'Deze code klopt niet. Aantal pogingen dat je nog hebt: {left}.',
      proofUnreadable: 'Een code bestaat uit cijfers. Controleer wat je hebt ingevuld.',
      proofOver: 'Die code geldt niet meer. Log opnieuw in voor een nieuwe.',
      nameWrong: 'Vul een naam in van hoogstens 60 tekens.',
      pairFailed: 'Koppelen is niet gelukt. Controleer je verbinding en probeer het opnieuw.',
      thisDevice: 'Dit apparaat',
    },
  },
  en: {
    description: (site: string) => `Shows the codes with which you log in to ${site}.`,
    noScript: {
      what: 'This app needs JavaScript: a code becomes readable on this device alone.',
      then: 'Turn JavaScript on, or log in without this app. An authenticator and a phone call just work: choose "Use another method" when you log in.',
    },
    unable: {
      what: 'This browser cannot keep codes safely. Open this page in an ordinary (not private) window of a newer browser, over https.',
      then: 'You can log in without this app too: an authenticator and a phone call just work.',
    },
    pair: {
      heading: 'Pair this app',
      lead: (site: string) =>
        `From then on you get the codes to log in to ${site} here. This device alone can read them.`,
      home: 'Do you use an iPhone or iPad? Tap the share button first and choose "Add to Home Screen". Open the app there, and pair it then: a pairing in Safari itself disappears when you stay away for a week.',
      code: 'Pairing code',
      codeNote: 'You see it in the panel, or the helpdesk gives it to you. Such as 7KQ2M-XD94T.',
      name: 'Name of this device',
      nameNote: 'You will know it by this in your settings.',
      goOn: 'Pair',
    },
    logIn: {
      summary: 'No pairing code? Log in with your user name',
      lead: 'Use the same details as for the panel.',
      name: 'User name',
      password: 'Password',
      goOn: 'Log in and pair',
    },
    prove: {
      heading: 'First your code',
      lead: 'Your account is secured already. So we also ask for the code of a method that you have.',
      code: 'Verification code',
      goOn: 'Continue',
      back: 'Back',
    },
    waiting: {
      heading: 'There is no code now',
      text: (site: string) => `Log in to ${site}: the code appears here by itself.`,
      pending:
        'This app is not confirmed yet. Ask for a new code in the panel, and fill it in there.',
    },
    several:
      'There was more than one login in a row. Only a code below that is still good works. Look whether that login is yours, and report what you do not know.',
    card: {
      browser: 'Browser',
      address: 'IP address',
      asked: 'Asked for at',
      again: 'Asked for again at',
      left: { before: 'Good for ', after: ' more' },
      login:
        'Type the code on the page where you log in yourself. Does anybody ask you for it? Do not give it.',
      enrol: 'Type the code in the panel. After that, this app counts.',
      copy: 'Copy code',
      notMe: 'This was not me',
      ended: 'This code is not good any more: it was used, ran out, or another method was chosen.',
      close: 'Close',
      sure: 'Are you sure? This login then stops at once. For 24 hours we send no codes to your apps; with another method you can still log in.',
      yes: 'Yes, this was not me',
      no: 'Back',
    },
    pushes: {
      heading: 'Notifications',
      why: 'With notifications you hear of a code that is ready, also while this app is closed.',
      private:
        'The notification does not show the code: it can stand on a locked screen too, where anybody can read it.',
      on: 'Turn notifications on',
      off: 'Turn notifications off',
      isOn: 'Notifications are on.',
      denied:
        'Notifications are off for this site in your browser. Turn them on there, and open this app again.',
    },
    device: {
      heading: 'This device',
      known: 'In your settings it is called:',
      install: 'Put on the home screen',
      leave: 'Unpair this app',
      sure: 'Are you sure? You then get no more codes on this device. If it is your only method, add another one first: else only the helpdesk can let you in again.',
      yes: 'Yes, unpair',
      no: 'Back',
    },
    script: {
      loginAt: 'Log in to {site}',
      enrolAt: 'Pair the app with {site}',
      unknown: 'Unknown',
      copied: 'Copied',
      heard: 'New code: {title}. {code}',
      heardAgain: 'The code was asked for again: {title}. {code}',
      heardEnded: 'This code is not good any more: {title}',
      closed: 'A code cannot be opened on this device. Unpair this app, and pair it again.',
      connecting: 'Connecting ...',
      connected: 'Connected',
      lost: 'No connection. We keep trying by ourselves.',
      confirmed: 'Done. This app is paired and counts when you log in.',
      pushTitle: 'Somebody logs in to {site}',
      pushBody: 'Tap to see the code',
      pushFailed: 'Notifications could not be turned on. Codes do appear while this app is open.',
      pushOffFailed: 'Notifications could not be turned off. Try again.',
      reported:
        'Reported. This login is stopped, and who logged in to the panel in the last hour is logged out. For 24 hours we send no codes to your apps. Somebody knows your password: choose a new one as soon as you log in. In doubt? Call the helpdesk.',
      reportedTooLate:
        'Somebody has logged in with this code, so we cannot stop it any more. Change your password at once and call the helpdesk.',
      reportedOver: 'This login had ended already, and nobody got in.',
      reportFailed: 'It could not be reported. Check your connection and try again.',
      left: 'This app is unpaired. Its key was wiped from this device.',
      leaveFailed: 'It could not be unpaired. Check your connection and try again.',
      out: 'This app is not paired any more, and its key was wiped. Pair it again with a pairing code from the panel or the helpdesk.',
      already: 'This app is paired already. Unpair it first if you want to use a new pairing code.',
      codeWrong: 'This pairing code does not work. Check it, or ask for a new one in the panel.',
      tooOften:
        'A wrong pairing code was filled in too often. Wait {minutes} minutes and try again.',
      limitReached: 'Too many codes were sent. Ask for a new pairing code later.',
      logInEmpty: 'Fill in your user name and your password.',
      logInWrong:
        'This user name and this password do not belong together. Check them and try again.',
      logInTooOften:
        'There were too many attempts to log in. Wait {minutes} minutes and try again.',
      busy: 'It is very busy now. Try again in a few seconds.',
      codesTooOften:
        'Too many codes were sent. Wait {minutes} minutes and try again. Reference for the helpdesk: {reference}.',
      notOffered: 'This app is not one of the methods that your provider uses.',
      tooMany: 'You have as many methods as there may be. Remove one in the panel first.',
      proofImpossible:
        'With your password alone we cannot pair this app now. Ask the helpdesk for help.',
      proofVoice: 'We are calling {to}. Answer, and enter the code that you hear.',
      proofTotp: 'Enter the code that your authenticator shows now.',
      proofApp: 'Enter the code that the app on {to} shows.',
      proofWrong: 'This code is not right. Attempts that you have left: {left}.',
      proofUnreadable: 'A code is made of digits. Check what you filled in.',
      proofOver: 'That code is not good any more. Log in again for a new one.',
      nameWrong: 'Fill in a name of at most 60 characters.',
      pairFailed: 'It could not be paired. Check your connection and try again.',
      thisDevice: 'This device',
    },
  },
})
