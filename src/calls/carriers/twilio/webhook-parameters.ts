import { parse } from 'node:querystring'
import { isTwilioStatus, type TwilioStatus } from './progress.ts'
import { type FormParameters, signedText } from './signature.ts'

/** What we use of a webhook. The rest is signed over and ignored: Twilio adds to it without notice. */
export interface WebhookParameters {
  readonly callSid: string
  readonly accountSid: string
  readonly status: TwilioStatus
  readonly keys: string
  readonly sipStatus?: number | undefined
  readonly talkedSeconds?: number | undefined
  readonly errorCode?: number | undefined
}

const shapes = {
  CallSid: /^CA[0-9a-fA-F]{32}$/,
  AccountSid: /^AC[0-9a-fA-F]{32}$/,
  CallStatus: /^[a-z-]{1,20}$/,
  Digits: /^[0-9*#]{0,8}$/,
  SequenceNumber: /^\d{1,9}$/,
  SipResponseCode: /^(\d{3})?$/,
  CallDuration: /^\d{0,6}$/,
  ErrorCode: /^\d{0,6}$/,
} as const satisfies Record<string, RegExp>

type Name = keyof typeof shapes

/**
 * A form as it was posted. Nobody who encodes one leaves out a `=`, but `To%2B31…` has the signature
 * of `To=%2B31…`: such a form is read as an empty one, which is signed by nobody.
 */
export function parseForm(text: string): FormParameters {
  const isWhole = text.split('&').every((pair) => pair.includes('='))
  return isWhole ? (parse(text) as FormParameters) : {}
}

/**
 * `null` for a form that Twilio does not send. The signature alone does not tell: it has no
 * delimiters, so `Digits=4` may come back as `Digits4=` or behind another value, and it counts
 * `Digits=1&Digits=1` once. Held by `test/security/forged-webhook.test.ts`.
 */
export function toWebhookParameters(form: FormParameters): WebhookParameters | null {
  const read = readSingle(form)
  if (!read?.CallSid || !read.AccountSid || !read.CallStatus) return null
  if (!isTwilioStatus(read.CallStatus) || hidesDigits(form) || hasOddName(form)) return null
  return {
    callSid: read.CallSid,
    accountSid: read.AccountSid,
    status: read.CallStatus,
    keys: read.Digits ?? '',
    sipStatus: toNumber(read.SipResponseCode),
    talkedSeconds: toNumber(read.CallDuration),
    errorCode: toNumber(read.ErrorCode),
  }
}

function readSingle(form: FormParameters): Partial<Record<Name, string>> | null {
  const read: Partial<Record<Name, string>> = {}
  for (const [name, shape] of Object.entries(shapes) as [Name, RegExp][]) {
    const value = form[name]
    if (value === undefined) continue
    if (typeof value !== 'string' || !shape.test(value)) return null
    read[name] = value
  }
  return read
}

/** What the callee pressed must not turn into silence. */
function hidesDigits(form: FormParameters): boolean {
  return form.Digits === undefined && signedText(form).includes('Digits')
}

/** A name that swallowed a part of its value. */
function hasOddName(form: FormParameters): boolean {
  return !Object.keys(form).every((name) => /^[\w.-]{1,64}$/.test(name))
}

function toNumber(digits: string | undefined): number | undefined {
  return digits ? Number(digits) : undefined
}
