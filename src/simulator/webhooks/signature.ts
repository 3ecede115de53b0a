import { createHmac } from 'node:crypto'

export type SignedParams = Readonly<Record<string, string | readonly string[]>>

/**
 * `X-Twilio-Signature`: HMAC-SHA1 over the URL as it was given, without its fragment, and the sorted
 * form parameters. Held to the vectors of Twilio's own SDKs in `signature.test.ts`.
 */
export function signWebhook(authToken: string, url: string, params: SignedParams): string {
  const [withoutFragment = ''] = url.split('#', 1)
  const signed = Object.keys(params)
    .sort()
    .reduce((text, key) => text + writeParam(key, params[key] ?? ''), withoutFragment)
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}

function writeParam(key: string, value: string | readonly string[]): string {
  return [...new Set([value].flat())]
    .sort()
    .map((one) => key + one)
    .join('')
}
