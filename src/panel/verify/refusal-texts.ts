import type { NumberRefusal } from '../../calls/index.ts'
import { texts } from '../../pages/index.ts'

const notMobile = {
  nl: 'Dit is geen mobiel nummer. Wij bellen alleen mobiele nummers.',
  en: 'This is no mobile number. We call mobile numbers only.',
}
const dear = {
  nl: 'Betaalnummers en servicenummers bellen wij niet. Vul je eigen mobiele nummer in.',
  en: 'We do not call premium and service numbers. Fill in your own mobile number.',
}
const machine = {
  nl: 'Dit nummer is bedoeld voor apparaten, niet voor gesprekken. Vul je eigen mobiele nummer in.',
  en: 'This number is meant for machines, not for calls. Fill in your own mobile number.',
}
const own = {
  nl: 'Dit nummer loopt via de telefooncentrale waar je bij inlogt. Wie daar binnen is, kan ook de code horen. Vul een mobiel nummer in dat daar los van staat.',
  en: 'This number runs over the very exchange that you log in to. Whoever is in there can hear the code too. Fill in a mobile number that has nothing to do with it.',
}

/** Why a limit or the rules on numbers said no, and when it may be tried again. */
export const refusalTexts = texts({
  nl: {
    limits: {
      stopped:
        'Wij bellen of sturen voorlopig niets meer, omdat iemand meldde: dit was ik niet, of omdat er twee keer een verkeerde toets werd ingedrukt.',
      sent: 'Er zijn te veel codes kort na elkaar aangevraagd. Er is nu niets verstuurd.',
      lines: 'Het is nu erg druk op onze lijnen. Er is nu niets verstuurd.',
      wrong: 'Er is te vaak een verkeerde code ingevuld. De code is niet bekeken.',
      ladder: 'Deze code kan niet nog een keer worden verstuurd. Vraag een nieuwe code aan.',
    },
    wait: (time: string) => `Probeer het over ${time} opnieuw.`,
    tooSoon: (time: string) => `Er is niets verstuurd: dat kan pas over ${time} weer.`,
    reference: (reference: string) => `Referentie voor de helpdesk: ${reference}`,
    numberGone: 'Dit nummer kunnen wij niet (meer) bellen.',
    seconds: (count: number) => (count === 1 ? '1 seconde' : `${count} seconden`),
    minutes: (count: number) => (count === 1 ? '1 minuut' : `${count} minuten`),
    hours: (count: number) => `${count} uur`,
    days: (count: number) => (count === 1 ? '1 dag' : `${count} dagen`),
    numbers: {
      unreadable: 'Dit is geen telefoonnummer. Schrijf het bijvoorbeeld als 06 12345678.',
      'not-valid-for-region': 'Dit nummer bestaat niet. Controleer of er geen cijfer ontbreekt.',
      'country-not-enabled': 'Nummers in dit land bellen wij niet.',
      'non-geographic-calling-code': 'Nummers van dit net bellen wij niet.',
      'premium-rate': dear.nl,
      'shared-cost': dear.nl,
      'toll-free': dear.nl,
      voip: notMobile.nl,
      pager: 'Dit is een semafoon. Daarop is geen code te horen.',
      'personal-number': notMobile.nl,
      'uan-company-or-government': 'Dit is een bedrijfsnummer. Vul je eigen mobiele nummer in.',
      'voicemail-access': 'Dit is het nummer van een voicemail. Vul je eigen mobiele nummer in.',
      'isp-access': machine.nl,
      'short-code-or-emergency': 'Alarmnummers en korte nummers bellen wij nooit.',
      'fixed-line': 'Dit is een vast nummer. Wij bellen alleen mobiele nummers.',
      'nl-fixed-line': 'Dit is een vast nummer. Wij bellen alleen mobiele nummers.',
      'nl-voip-location-independent': notMobile.nl,
      'nl-097-m2m-or-virtual': machine.nl,
      'nl-067-data': machine.nl,
      'nl-082-vpn': 'Dit is een nummer van een bedrijfsnet. Vul je eigen mobiele nummer in.',
      'own-exchange': own.nl,
      'exchange-refused': 'De telefooncentrale van je aanbieder staat dit nummer niet toe.',
      'exchange-unavailable':
        'Het nummer kon niet worden gecontroleerd. Probeer het over een paar minuten opnieuw.',
    } satisfies Record<NumberRefusal, string>,
  },
  en: {
    limits: {
      stopped:
        'We call or send nothing for now, because somebody said: this was not me, or because a wrong key was pressed twice.',
      sent: 'Too many codes were asked for in a short time. Nothing was sent now.',
      lines: 'Our lines are very busy. Nothing was sent now.',
      wrong: 'A wrong code was filled in too often. The code was not looked at.',
      ladder: 'This code cannot be sent once more. Ask for a new code.',
    },
    wait: (time: string) => `Try again in ${time}.`,
    tooSoon: (time: string) => `Nothing was sent: that is possible again in ${time}.`,
    reference: (reference: string) => `Reference for the helpdesk: ${reference}`,
    numberGone: 'We cannot call this number (any more).',
    seconds: (count: number) => (count === 1 ? '1 second' : `${count} seconds`),
    minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    hours: (count: number) => (count === 1 ? '1 hour' : `${count} hours`),
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
    numbers: {
      unreadable: 'This is no phone number. Write it as 06 12345678, for example.',
      'not-valid-for-region': 'This number does not exist. Check that no digit is missing.',
      'country-not-enabled': 'We do not call numbers in this country.',
      'non-geographic-calling-code': 'We do not call numbers of this network.',
      'premium-rate': dear.en,
      'shared-cost': dear.en,
      'toll-free': dear.en,
      voip: notMobile.en,
      pager: 'This is a pager. No code can be heard on it.',
      'personal-number': notMobile.en,
      'uan-company-or-government':
        'This is the number of a company. Fill in your own mobile number.',
      'voicemail-access': 'This is the number of a voicemail. Fill in your own mobile number.',
      'isp-access': machine.en,
      'short-code-or-emergency': 'We never call emergency and short numbers.',
      'fixed-line': 'This is a fixed line. We call mobile numbers only.',
      'nl-fixed-line': 'This is a fixed line. We call mobile numbers only.',
      'nl-voip-location-independent': notMobile.en,
      'nl-097-m2m-or-virtual': machine.en,
      'nl-067-data': machine.en,
      'nl-082-vpn': 'This number belongs to a company network. Fill in your own mobile number.',
      'own-exchange': own.en,
      'exchange-refused': 'The exchange of your provider does not allow this number.',
      'exchange-unavailable': 'The number could not be checked. Try again in a few minutes.',
    } satisfies Record<NumberRefusal, string>,
  },
})
