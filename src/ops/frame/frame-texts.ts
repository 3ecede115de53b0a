import { texts } from '../../pages/index.ts'

export const frameTexts = texts({
  nl: {
    skip: 'Naar de inhoud',
    console: 'Console',
    menu: 'Onderdelen',
    other: 'English',
    otherLabel: 'Bekijk deze pagina in het Engels',
    logOut: 'Uitloggen',
    live: 'Deze pagina ververst zichzelf.',
    pages: {
      glance: 'Vandaag',
      calls: 'Gesprekken',
      carriers: 'Carriers',
      limits: 'Limieten',
      alarms: 'Alarmen',
      refusals: 'Weigeringen',
      account: 'Account',
    },
  },
  en: {
    skip: 'To the content',
    console: 'Console',
    menu: 'Parts',
    other: 'Nederlands',
    otherLabel: 'See this page in Dutch',
    logOut: 'Log out',
    live: 'This page refreshes itself.',
    pages: {
      glance: 'Today',
      calls: 'Calls',
      carriers: 'Carriers',
      limits: 'Limits',
      alarms: 'Alarms',
      refusals: 'Refusals',
      account: 'Account',
    },
  },
})
