/** Every reason for which a number is not called. They stand in answers: never change the words. */
export const numberRefusals = [
  'unreadable',
  'not-valid-for-region',
  'country-not-enabled',
  'non-geographic-calling-code',
  'premium-rate',
  'shared-cost',
  'toll-free',
  'voip',
  'pager',
  'personal-number',
  'uan-company-or-government',
  'voicemail-access',
  'isp-access',
  'short-code-or-emergency',
  'fixed-line',
  'nl-fixed-line',
  'nl-voip-location-independent',
  'nl-097-m2m-or-virtual',
  'nl-067-data',
  'nl-082-vpn',
  'own-exchange',
  'exchange-refused',
  'exchange-unavailable',
] as const

export type NumberRefusal = (typeof numberRefusals)[number]
