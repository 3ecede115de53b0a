/** An element of an XML document; text stands between its child elements as strings. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

export type XmlOutcome =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly message: string }

/**
 * Reads the XML that TwiML is written in: no DOCTYPE, no entities of one's own, no prefixed names
 * but `xml:` and `xmlns:`. Well-formed or not is decided as libxml2 decides it: `xml.test.ts`
 * compares the two.
 */
export function parseXml(text: string): XmlOutcome {
  try {
    return { ok: true, root: readDocument({ text, at: 0 }) }
  } catch (fault) {
    if (fault instanceof XmlFault) return { ok: false, message: fault.message }
    throw fault
  }
}

export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
}

export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

class XmlFault extends Error {}

interface Reader {
  readonly text: string
  at: number
}

interface OpenElement extends XmlElement {
  readonly attributes: Map<string, string>
  readonly children: (XmlElement | string)[]
}

const nameStart =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF'
const nameMore = `${nameStart}.0-9\\u00B7\\u0300-\\u036F-`
const name = new RegExp(`(?:xml(?:ns)?:)?[${nameStart}][${nameMore}]*(?!:)`, 'y')
const declaration =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.[0-9]+\1([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[Uu][Tt][Ff]-8\3)?([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\5)?[ \t\r\n]*\?>/y
const space = /[ \t\r\n]*/y
const comment = /<!--((?:(?!--).)*)-->/sy
const instruction = /<\?(?![Xx][Mm][Ll][ \t\r\n?])[A-Za-z_][\w.-]*(?:[ \t\r\n](?:(?!\?>).)*)?\?>/sy
const characterData = /<!\[CDATA\[((?:(?!\]\]>).)*)\]\]>/sy
const text = /[^<]+/y
const equals = /[ \t\r\n]*=[ \t\r\n]*/y
const quoted = /"([^"<]*)"|'([^'<]*)'/y
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}
const deepest = 64

function readDocument(reader: Reader): XmlElement {
  if (forbidden.test(reader.text)) throw new XmlFault('a character that XML does not allow')
  take(reader, declaration)
  skipBetween(reader)
  const root = readTree(reader)
  skipBetween(reader)
  if (reader.at < reader.text.length) throw new XmlFault('something follows the root element')
  return root
}

function readTree(reader: Reader): XmlElement {
  const open: OpenElement[] = []
  for (;;) {
    const element = readStartTag(reader)
    open.at(-1)?.children.push(element)
    if (take(reader, /\/>/y) === null) {
      expect(reader, />/y, 'the end of a tag')
      open.push(element)
    }
    if (open.length > deepest) throw new XmlFault('elements nested too deep')
    const root = readContent(reader, open) ?? (open.length === 0 ? element : null)
    if (root) return root
  }
}

/** Reads up to the next start tag; gives the root back once that is closed. */
function readContent(reader: Reader, open: OpenElement[]): XmlElement | null {
  for (let inside = open.at(-1); inside; inside = open.at(-1)) {
    const found = readText(reader)
    if (found !== null) inside.children.push(found)
    else if (skipMarkup(reader)) continue
    else if (reader.text.startsWith('</', reader.at)) {
      readEndTag(reader, inside.name)
      open.pop()
      if (open.length === 0) return inside
    } else return null
  }
  return null
}

function readText(reader: Reader): string | null {
  const data = take(reader, characterData)
  if (data) return data[1] ?? ''
  const plain = take(reader, text)
  if (!plain) return null
  if (plain[0].includes(']]>')) throw new XmlFault('"]]>" in text')
  return expand(plain[0])
}

function readStartTag(reader: Reader): OpenElement {
  expect(reader, /</y, 'an element')
  const element: OpenElement = { name: readName(reader), attributes: new Map(), children: [] }
  for (;;) {
    const gap = take(reader, space)?.[0] ?? ''
    if (/[/>]|^$/.test(reader.text.charAt(reader.at))) return element
    if (gap === '') throw new XmlFault('no space before an attribute')
    readAttribute(reader, element.attributes)
  }
}

function readAttribute(reader: Reader, attributes: Map<string, string>): void {
  const key = readName(reader)
  expect(reader, equals, '"="')
  const value = expect(reader, quoted, 'a quoted value')
  if (attributes.has(key)) throw new XmlFault('an attribute twice')
  attributes.set(key, expand((value[1] ?? value[2] ?? '').replace(/\r\n|[\t\r\n]/g, ' ')))
}

function readEndTag(reader: Reader, expected: string): void {
  expect(reader, /<\//y, 'an end tag')
  if (readName(reader) !== expected) throw new XmlFault('an end tag that closes nothing')
  take(reader, space)
  expect(reader, />/y, 'the end of a tag')
}

function readName(reader: Reader): string {
  return expect(reader, name, 'a name')[0]
}

function skipBetween(reader: Reader): void {
  do take(reader, space)
  while (skipMarkup(reader))
}

function skipMarkup(reader: Reader): boolean {
  return (take(reader, comment) ?? take(reader, instruction)) !== null
}

function expand(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(
      /&(?:#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});|([A-Za-z]+);|)/g,
      (_, decimal, hex, word) => {
        const found = word
          ? Object.hasOwn(entities, word) && entities[word]
          : toCharacter(decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16))
        if (!found) throw new XmlFault('an entity that XML does not know')
        return found
      },
    )
}

function toCharacter(code: number): string | null {
  if (!(code > 0 && code <= 0x10ffff)) return null
  const character = String.fromCodePoint(code)
  return forbidden.test(character) ? null : character
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at
  const match = pattern.exec(reader.text)
  if (match) reader.at = pattern.lastIndex
  return match
}

function expect(reader: Reader, pattern: RegExp, what: string): RegExpExecArray {
  const match = take(reader, pattern)
  if (!match) throw new XmlFault(`${what} expected at character ${reader.at}`)
  return match
}
