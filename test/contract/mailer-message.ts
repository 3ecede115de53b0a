/** A mail as its reader sees it. */
export interface ReadMail {
  readonly raw: string
  /** All values of a header, in order, unfolded and decoded. */
  header(name: string): readonly string[]
  /** The names of all headers, in small letters. */
  readonly names: readonly string[]
  readonly text: string
  readonly html: string
}

/** Takes a message apart (RFC 5322, RFC 2045, RFC 2047), as far as ours go. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = toParts(raw)
  const header = (name: string) => valuesOf(headers, name)
  const boundary = /boundary="([^"]+)"/.exec(header('content-type')[0] ?? '')?.[1] ?? ''
  const parts = body.split(`--${boundary}`).slice(1, -1).map(toParts)
  const bodyOf = (type: string) =>
    parts
      .filter((part) => valuesOf(part.headers, 'content-type')[0]?.startsWith(type))
      .map(decodeBody)
      .join('')
  return {
    raw,
    header,
    names: headers.map(([name]) => name),
    text: bodyOf('text/plain'),
    html: bodyOf('text/html'),
  }
}

type Headers = readonly (readonly [name: string, value: string])[]

function toParts(raw: string): { headers: Headers; body: string } {
  const [head = '', ...rest] = raw.replace(/^\r?\n/, '').split(/\r?\n\r?\n/)
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const headers = lines.map((line) => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const
  })
  return { headers, body: rest.join('\r\n\r\n') }
}

function valuesOf(headers: Headers, name: string) {
  return headers.filter(([one]) => one === name).map(([, value]) => decodeWords(value))
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(q|b)\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString()
        : fromQuotedPrintable(text.replaceAll('_', ' ')),
    )
}

function decodeBody({ headers, body }: { headers: Headers; body: string }): string {
  const encoding = valuesOf(headers, 'content-transfer-encoding')[0]
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  const text = encoding === 'quoted-printable' ? fromQuotedPrintable(body) : body
  return text.replaceAll('\r\n', '\n')
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
