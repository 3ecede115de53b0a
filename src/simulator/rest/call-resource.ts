import type { Call } from '../line/call.ts'
import { isOver, talkedSeconds, timeOf, toRfc2822 } from '../line/call-time.ts'

/** A call as Twilio's REST shows it: every number is a string, everything may be null. */
export function toCallResource(call: Call): Record<string, unknown> {
  const { sid, accountSid, request, status } = call
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${sid}`
  const created = toRfc2822(call.createdAt)
  return {
    sid,
    date_created: created,
    date_updated: toRfc2822(timeOf(call, call.endedMs ?? call.line.nowMs)),
    parent_call_sid: null,
    account_sid: accountSid,
    to: request.to,
    to_formatted: request.to,
    from: request.from,
    from_formatted: request.from,
    phone_number_sid: null,
    status,
    start_time: dateOf(call, call.dialledMs),
    end_time: dateOf(call, call.endedMs),
    duration: isOver(call) ? String(talkedSeconds(call)) : null,
    price: priceOf(call),
    price_unit: 'USD',
    direction: 'outbound-api',
    answered_by: null,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: String(Math.round(call.dialledMs ?? call.line.nowMs)),
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: subresources(uri),
  }
}

/** A made-up price for each minute that began, once the call is over; nothing where nobody answered. */
const PRICE_OF_MINUTE = 0.07

function priceOf(call: Call): string | null {
  if (!isOver(call)) return null
  if (call.answeredMs === null) return '0.00000'
  const minutes = Math.max(1, Math.ceil(talkedSeconds(call) / 60))
  return (-PRICE_OF_MINUTE * minutes).toFixed(5)
}

function dateOf(call: Call, ms: number | null): string | null {
  return ms === null ? null : toRfc2822(timeOf(call, ms))
}

function subresources(uri: string): Record<string, string> {
  const names = ['Notifications', 'Recordings', 'Streams', 'Transcriptions', 'Siprec', 'Events']
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), `${uri}/${name}.json`]))
}
