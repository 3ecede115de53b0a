/** Twilio's errors and warnings about TwiML, out of its error dictionary. */
export const problems = {
  11100: 'Invalid URL format',
  11200: 'HTTP retrieval failure',
  11202: 'TCP connection refused',
  11205: 'HTTP connection failure',
  11206: 'HTTP protocol violation',
  11210: 'HTTP bad host name',
  11215: 'HTTP too many redirects',
  11220: 'SSL/TLS handshake error',
  11235: 'Certificate invalid: domain mismatch',
  11236: 'Certificate invalid: expired',
  11237: 'Certificate invalid: no path to a trusted certificate',
  11750: 'TwiML response body too large',
  11770: 'Empty response body',
  12100: 'Document parse failure',
  12102: 'The root element must be Response',
  12200: 'Schema validation warning',
  12300: 'Invalid Content-Type',
  13310: 'Gather: invalid finishOnKey value',
  13313: 'Gather: invalid timeout value',
  13314: 'Gather: invalid numDigits value',
  13320: 'Gather: invalid nested verb',
  13520: 'Say: invalid text',
  13521: 'Say: character limits exceeded',
} as const satisfies Record<number, string>

export type ProblemCode = keyof typeof problems

export function isProblemCode(code: number): code is ProblemCode {
  return Object.hasOwn(problems, code)
}
