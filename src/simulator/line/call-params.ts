import type { Call } from './call.ts'

const countryOfPrefix: Readonly<Record<string, string>> = {
  '+31': 'NL',
  '+32': 'BE',
  '+33': 'FR',
  '+44': 'GB',
  '+49': 'DE',
  '+1': 'US',
}

/** What every webhook of a call says about it. */
export function callParams(call: Call, status: string): Record<string, string> {
  const { from, to } = call.request
  return {
    CallSid: call.sid,
    AccountSid: call.accountSid,
    From: from,
    To: to,
    Caller: from,
    Called: to,
    CallStatus: status,
    ApiVersion: '2010-04-01',
    Direction: 'outbound-api',
    ...placeOf('From', from),
    ...placeOf('To', to),
    ...placeOf('Caller', from),
    ...placeOf('Called', to),
  }
}

function placeOf(who: string, number: string): Record<string, string> {
  const prefix = Object.keys(countryOfPrefix).find((start) => number.startsWith(start))
  return {
    [`${who}City`]: '',
    [`${who}State`]: '',
    [`${who}Zip`]: '',
    [`${who}Country`]: prefix ? (countryOfPrefix[prefix] ?? '') : '',
  }
}
