import { createHmac, timingSafeEqual } from 'node:crypto'

export type FormParameters = Readonly<Record<string, string | readonly string[]>>

interface SignedRequest {
  /** As the carrier was given it, without its fragment. */
  readonly url: string
  readonly parameters: FormParameters
  readonly signature: string
}

/**
 * X-Twilio-Signature: HMAC-SHA1 over the address and every name and value, sorted by name.
 * There is no delimiter, no time and no nonce in it, so it proves less than it seems to:
 * `webhook-parameters.ts` does the rest. Held to the SDK and to the vectors of seven SDKs by
 * `test/contract/twilio/signature.test.ts`.
 */
export function isSigned(request: SignedRequest, authTokens: readonly string[]): boolean {
  const { url, parameters, signature } = request
  const text = signedText(parameters)
  const given = Buffer.from(signature)
  const tokens = authTokens.filter((token) => token !== '')
  return portForms(url).some((form) =>
    tokens.some((token) => isSame(given, signatureOf(token, form + text))),
  )
}

/** Names and values in one string. Of a repeated name each value counts once. */
export function signedText(parameters: FormParameters): string {
  let text = ''
  for (const name of Object.keys(parameters).sort()) {
    const value = parameters[name] ?? ''
    const values = typeof value === 'string' ? [value] : [...new Set(value)].sort()
    for (const one of values) text += name + one
  }
  return text
}

/** Signers disagree on whether the port is part of the address. */
function portForms(url: string): string[] {
  const parts = /^(https?:\/\/)([^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(:\d*)?(?=[/?#]|$)/i.exec(url)
  if (!parts) return [url]

  const [start, scheme = '', credentials = '', host = '', port = ''] = parts
  const before = scheme + credentials + host
  const after = url.slice(start.length)
  const usualPort = scheme.toLowerCase() === 'https://' ? ':443' : ':80'
  return [before + after, before + (port || usualPort) + after]
}

function signatureOf(authToken: string, text: string): Buffer {
  return Buffer.from(createHmac('sha1', authToken).update(text, 'utf8').digest('base64'))
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected)
}
