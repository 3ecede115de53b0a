/**
 * What a callee hears in Dutch; the ids that stand here are the ids of every locale. No sentence
 * says who the login belongs to or names a code: a stranger or a voicemail may be listening.
 */
export const dutch = {
  greeting: 'Goedendag, dit is een automatische oproep met uw inlogcode.',
  reason: 'Iemand logt nu in met uw account.',

  'gate-key-before': 'Toets',
  'gate-key-after': 'om uw code te horen.',
  'gate-match': 'Toets de twee cijfers die u op uw scherm ziet.',
  'gate-not-you': 'Bent u dit niet, toets dan negen.',
  'gate-silent': 'Wij hebben geen toets ontvangen. Vraag gerust een nieuwe oproep aan. Tot ziens.',
  'gate-failed': 'Dat is helaas niet juist. U hoort nu geen code. Tot ziens.',

  'code-warning': 'Geef deze code aan niemand, wij vragen er nooit om.',
  'code-keys': 'Toets één om te herhalen, of negen als u dit niet was.',
  'code-intro': 'Uw code is:',
  'code-again': 'Ik herhaal:',
  'code-goodbye': 'Dit was uw code. Tot ziens.',
  'code-expired': 'Uw code is verlopen. Vraag op de inlogpagina een nieuwe aan. Tot ziens.',
  'code-closed': 'Uw code is niet meer nodig. Tot ziens.',

  reported: 'Dank u wel. Wij stoppen deze inlogpoging. Tot ziens.',

  /** When something failed on our side in the middle of a call. */
  apology: 'Het spijt ons, er ging iets mis. Vraag een nieuwe oproep aan. Tot ziens.',

  'digit-0': 'nul',
  'digit-1': 'één',
  'digit-2': 'twee',
  'digit-3': 'drie',
  'digit-4': 'vier',
  'digit-5': 'vijf',
  'digit-6': 'zes',
  'digit-7': 'zeven',
  'digit-8': 'acht',
  'digit-9': 'negen',
} as const

/** Everything that is spoken, as opposed to the silences. */
export type SpokenId = keyof typeof dutch
