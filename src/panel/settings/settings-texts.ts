import { texts } from '../../pages/index.ts'

export const settingsTexts = texts({
  nl: {
    title: '2FA instellingen',
    lead: 'Met deze methodes bewijs je bij het inloggen dat jij het bent. De primaire methode wordt als eerste gebruikt; de andere zijn je reserve.',
    back: 'Terug naar het panel',
    none: 'Je hebt nog geen methode ingesteld.',
    methods: {
      voice: 'Oproep naar je mobiele nummer',
      app: 'App',
      totp: 'Authenticator',
      recovery: 'Herstelcodes',
    },
    primary: 'Primair',
    disabled: 'Uitgezet na te veel verkeerde codes: voeg deze methode opnieuw toe',
    held: (until: string) => `Kan vanaf ${until} ook wijzigingen goedkeuren`,
    codesLeft: (left: number) => (left === 1 ? 'Nog 1 code over' : `Nog ${left} codes over`),
    makePrimary: 'Maak primair',
    label: 'Naam van deze methode',
    labelNote: 'Bijvoorbeeld van wie de telefoon is.',
    rename: 'Naam opslaan',
    remove: 'Verwijderen',
    removeSure: (what: string) =>
      `Wil je ${what} verwijderen? Daarna kun je er niet meer mee inloggen.`,
    removeYes: 'Ja, verwijderen',
    removeNo: 'Nee, terug',
    add: 'Methode toevoegen',
    codes: 'Herstelcodes',
    codesNote:
      'Tien codes op papier, voor als je telefoon weg is. Elke code werkt één keer. Nieuwe codes maken de oude ongeldig.',
    newCodes: 'Nieuwe herstelcodes maken',
    codesShown: 'Bewaar deze codes op een veilige plek. Je ziet ze maar één keer.',
    print: 'Afdrukken kan met de afdrukknop van je browser.',
    saved: 'Ik heb ze bewaard',
    sessions: 'Waar je bent ingelogd',
    here: 'Dit apparaat',
    since: (when: string) => `Ingelogd sinds ${when}`,
    place: { panel: 'Panel', webcalls: 'Webcalls' },
    end: 'Uitloggen',
    endOthers: 'Overal anders uitloggen',
    activity: 'Recente activiteit',
    noActivity: 'Er is nog niets gebeurd.',
    done: {
      primary: 'De primaire methode is gewijzigd.',
      label: 'De naam is opgeslagen.',
      removed:
        'De methode is verwijderd. Log op je andere apparaten uit als je iets niet vertrouwt.',
      ended: 'De andere sessies zijn beëindigd.',
    },
    faults: {
      'last-factor':
        'Dit is je laatste methode. Voeg eerst een andere toe: zonder kun je niet inloggen.',
      'not-primary': 'Deze methode kan niet je primaire zijn.',
      'factor-unknown': 'Deze methode bestaat niet meer.',
      held: 'Dit nummer is net gewijzigd. Bewijs met een andere methode dat jij het bent, of wacht tot het 72 uur oud is.',
    },
    prove: {
      title: 'Even controleren',
      lead: 'Voordat je hier iets wijzigt, bewijs je nog een keer dat jij het bent.',
      goOn: 'Stuur mij een code',
    },
  },
  en: {
    title: '2FA settings',
    lead: 'With these methods you prove at login that it is you. The primary one is used first; the others are your backup.',
    back: 'Back to the panel',
    none: 'You have not set up any method yet.',
    methods: {
      voice: 'Call to your mobile number',
      app: 'App',
      totp: 'Authenticator',
      recovery: 'Recovery codes',
    },
    primary: 'Primary',
    disabled: 'Turned off after too many wrong codes: add this method again',
    held: (until: string) => `Can approve changes too from ${until}`,
    codesLeft: (left: number) => (left === 1 ? '1 code left' : `${left} codes left`),
    makePrimary: 'Make primary',
    label: 'Name of this method',
    labelNote: 'For example whose phone it is.',
    rename: 'Save name',
    remove: 'Remove',
    removeSure: (what: string) => `Remove ${what}? You cannot log in with it afterwards.`,
    removeYes: 'Yes, remove',
    removeNo: 'No, go back',
    add: 'Add a method',
    codes: 'Recovery codes',
    codesNote:
      'Ten codes on paper, for when your phone is gone. Each works once. New codes make the old ones void.',
    newCodes: 'Make new recovery codes',
    codesShown: 'Keep these codes in a safe place. You see them only once.',
    print: 'Print them with the print button of your browser.',
    saved: 'I have kept them',
    sessions: 'Where you are logged in',
    here: 'This device',
    since: (when: string) => `Logged in since ${when}`,
    place: { panel: 'Panel', webcalls: 'Webcalls' },
    end: 'Log out',
    endOthers: 'Log out everywhere else',
    activity: 'Recent activity',
    noActivity: 'Nothing has happened yet.',
    done: {
      primary: 'The primary method is changed.',
      label: 'The name is saved.',
      removed:
        'The method is removed. Log out on your other devices if you do not trust something.',
      ended: 'The other sessions are ended.',
    },
    faults: {
      'last-factor': 'This is your last method. Add another one first: there is no login without.',
      'not-primary': 'This method cannot be your primary one.',
      'factor-unknown': 'This method is no longer there.',
      held: 'This number was changed just now. Prove it with another method, or wait until it is 72 hours old.',
    },
    prove: {
      title: 'A quick check',
      lead: 'Before you change anything here, prove once more that it is you.',
      goOn: 'Send me a code',
    },
  },
})

export type SettingsFault = keyof (typeof settingsTexts)['nl']['faults']
export type SettingsDone = keyof (typeof settingsTexts)['nl']['done']

/** Events of a person's own log that a person understands. */
export const activityTexts = texts({
  nl: {
    'challenge.approved': 'Ingelogd met een code',
    'challenge.exhausted': 'Te vaak een verkeerde code',
    'challenge.reported': '"Dit was ik niet" gemeld',
    'factor.added': 'Begonnen met een methode toevoegen',
    'factor.confirmed': 'Methode toegevoegd',
    'factor.changed': 'Methode gewijzigd',
    'factor.removed': 'Methode verwijderd',
    'factor.disabled': 'Methode uitgezet',
    'recovery-codes.replaced': 'Nieuwe herstelcodes gemaakt',
    'user.extended': 'Uitstel gekregen van de helpdesk',
    'reset.requested': 'Reset aangevraagd bij de helpdesk',
    'reset.done': 'Reset uitgevoerd door de helpdesk',
  },
  en: {
    'challenge.approved': 'Logged in with a code',
    'challenge.exhausted': 'Wrong codes too often',
    'challenge.reported': 'Reported: "this was not me"',
    'factor.added': 'Began to add a method',
    'factor.confirmed': 'Method added',
    'factor.changed': 'Method changed',
    'factor.removed': 'Method removed',
    'factor.disabled': 'Method turned off',
    'recovery-codes.replaced': 'Made new recovery codes',
    'user.extended': 'The helpdesk gave more time',
    'reset.requested': 'Reset asked for at the helpdesk',
    'reset.done': 'Reset done by the helpdesk',
  },
})

export type ActivityKind = keyof (typeof activityTexts)['nl']
