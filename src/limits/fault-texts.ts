import type { FaultKind, Said, WrittenType } from './limit-fault.ts'

/** A sentence for each kind; its subject is the place that the fault points at. */
export type FaultTexts<K extends FaultKind = FaultKind> = {
  readonly [Kind in K]: (said: Said<Kind>) => string
}

const typesInEnglish: { readonly [T in WrittenType]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

const english: FaultTexts = {
  'no-object': () => 'must be an object',
  'no-document': ({ line }) => `is neither YAML nor JSON: look at line ${line}`,
  'many-aliases': () => 'has too many aliases',

  missing: () => 'must be there',
  unknown: () => 'is nothing that is known here',
  'other-type': ({ type }) => `must be ${typesInEnglish[type]}`,
  'too-low': ({ least }) => `must be ${least} or more`,
  'not-above': ({ above }) => `must be more than ${above}`,
  'too-high': ({ most }) => `must be ${most} or less`,
  'too-few': ({ least }) => `must have ${least} or more entries`,
  'too-many': ({ most }) => `must not have more than ${most} entries`,
  repeats: () => 'must not say the same twice',
  'no-choice': ({ choices }) => `must be one of ${choices.join(', ')}`,
  'no-rule-name': () => 'must be a name such as number-10m',
  'no-tenant': () => 'must be the id of a tenant',
  'no-moment': () => 'must be a moment such as 2023-07-19T00:00:00+02:00',
  'no-number': () => 'must be a number such as +31612345678',
  'no-network': () => 'must be an address, or a network of /16 (IPv6: /32) or smaller',
  'no-country': () => 'must be an ISO 3166 code such as NL, or *',
  'no-reason': () => 'must be one line of 3 to 200 characters',
  unusable: () => 'cannot be like this',

  twice: () => 'is there already',
  'name-taken': () => 'is the name of another rule',
  'other-subjects': ({ subjects, counts }) =>
    `must be one of ${subjects.join(', ')} where ${counts} are counted`,
  'not-cents': () => 'must be euros, to the cent',
  'not-whole': () => 'must be a whole number',
  'not-of-calls': () => 'is for rules on calls',
  'not-blockable': () => 'is for rules on calls of a prefix, a country or a tenant',
  'shorter-than-first': () => 'must not be less than `firstSeconds`',
  'shares-with-none': () => 'must be the name of another rule, which shares with none itself',
  'shares-unlike': ({ rule }) => `must be that of ${rule}, with which it shares`,
  'rule-needed': ({ rule }) => `must have the rule ${rule}`,
  'must-count': ({ counts }) => `must be ${counts}`,
  'must-be-enforced': () => 'must be enforced',
  'no-such-rule': () => 'must be the name of a rule',
  'not-of-a-tenant': () => 'must be one that is held against a tenant or its users',
  'no-other-price': () => 'must say what a call to any other country costs: `*` and `*`',
  'more-than-calls': () => 'must not be more than `calls`',
  guessable: () => 'must keep guessing the codes of one user below 1 in 1,000 a year',
  'guessable-for-tenant': () => 'must keep guessing below 1 in 1,000 a year',
}

const typesInDutch: { readonly [T in WrittenType]: string } = {
  string: 'een tekst',
  number: 'een getal',
  integer: 'een heel getal',
  boolean: 'true of false',
  array: 'een lijst',
  object: 'een object',
}

const dutch: FaultTexts = {
  'no-object': () => 'moet een object zijn',
  'no-document': ({ line }) => `is geen YAML en geen JSON: kijk op regel ${line}`,
  'many-aliases': () => 'heeft te veel aliassen',

  missing: () => 'ontbreekt',
  unknown: () => 'is hier niet bekend',
  'other-type': ({ type }) => `moet ${typesInDutch[type]} zijn`,
  'too-low': ({ least }) => `moet ${least} of meer zijn`,
  'not-above': ({ above }) => `moet meer dan ${above} zijn`,
  'too-high': ({ most }) => `mag niet meer dan ${most} zijn`,
  'too-few': ({ least }) => `moet minstens ${least} regels hebben`,
  'too-many': ({ most }) => `mag niet meer dan ${most} regels hebben`,
  repeats: () => 'mag niet twee keer hetzelfde zeggen',
  'no-choice': ({ choices }) => `moet een van deze zijn: ${choices.join(', ')}`,
  'no-rule-name': () => 'moet een naam zijn zoals number-10m',
  'no-tenant': () => 'moet de id van een tenant zijn',
  'no-moment': () => 'moet een moment zijn zoals 2023-07-19T00:00:00+02:00',
  'no-number': () => 'moet een nummer zijn zoals +31612345678',
  'no-network': () => 'moet een adres zijn, of een netwerk van /16 (IPv6: /32) of kleiner',
  'no-country': () => 'moet een ISO 3166-code zijn zoals NL, of *',
  'no-reason': () => 'moet één regel van 3 tot 200 tekens zijn',
  unusable: () => 'kan zo niet',

  twice: () => 'staat er al',
  'name-taken': () => 'is de naam van een andere limiet',
  'other-subjects': ({ subjects, counts }) =>
    `moet een van deze zijn waar ${counts} worden geteld: ${subjects.join(', ')}`,
  'not-cents': () => 'moet in euro’s zijn, op de cent',
  'not-whole': () => 'moet een heel getal zijn',
  'not-of-calls': () => 'is voor limieten op gesprekken',
  'not-blockable': () =>
    'is voor limieten op gesprekken van een nummerblok, een land of een tenant',
  'shorter-than-first': () => 'mag niet minder zijn dan `firstSeconds`',
  'shares-with-none': () =>
    'moet de naam van een andere limiet zijn, die zelf met geen andere samen telt',
  'shares-unlike': ({ rule }) => `moet gelijk zijn aan die van ${rule}, waarmee ze samen telt`,
  'rule-needed': ({ rule }) => `moet de limiet ${rule} hebben`,
  'must-count': ({ counts }) => `moet ${counts} zijn`,
  'must-be-enforced': () => 'moet worden afgedwongen',
  'no-such-rule': () => 'moet de naam van een limiet zijn',
  'not-of-a-tenant': () => 'moet een limiet zijn die voor een tenant of zijn gebruikers geldt',
  'no-other-price': () => 'moet zeggen wat een gesprek naar elk ander land kost: `*` en `*`',
  'more-than-calls': () => 'mag niet meer zijn dan `calls`',
  guessable: () => 'moet het raden van de codes van één gebruiker onder 1 op 1.000 per jaar houden',
  'guessable-for-tenant': () => 'moet het raden onder 1 op 1.000 per jaar houden',
}

/** The API and the command line speak English, the console the language of its page. */
export const faultTexts = { en: english, nl: dutch } as const
