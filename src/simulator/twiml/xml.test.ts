import fc from 'fast-check'
import { XmlDocument, XmlParseError } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { elementsOf, parseXml, textOf, type XmlElement } from './xml.ts'

const seed = 20260105

describe('an XML document', () => {
  it('is read with its elements, attributes, text, entities and comments', () => {
    const outcome = parseXml(`<?xml version="1.0" encoding="UTF-8"?>
      <!-- a call -->
      <Response><Say language='nl-NL'>Caf&#233; &amp; &#x74;hee<!-- sst --></Say><Hangup/></Response>`)
    if (!outcome.ok) throw new Error(outcome.message)
    const [say, hangup] = elementsOf(outcome.root)
    expect(say?.attributes.get('language')).toBe('nl-NL')
    expect(say && textOf(say)).toBe('Café & thee')
    expect(hangup).toEqual({ name: 'Hangup', attributes: new Map(), children: [] })
  })

  it.each([
    ['a blank line before the declaration', '\n<?xml version="1.0"?><Response/>'],
    ['a DOCTYPE', '<!DOCTYPE Response><Response/>'],
    ['an entity of its own', '<Response>&code;</Response>'],
    ['an entity named after an object member', '<Response>&constructor;</Response>'],
    ['a raw ampersand', '<Response><Say>een & twee</Say></Response>'],
    ['a tag that is not closed', '<Response><Say>een</Response>'],
    ['two roots', '<Response/><Response/>'],
    ['an attribute twice', '<Response a="1" a="2"/>'],
    ['an attribute without quotes', '<Response a=1/>'],
    ['a control character', '<Response>\u0001</Response>'],
    ['nothing at all', ''],
    ['text only', 'hallo'],
  ])('is refused with %s', (_, text) => {
    expect(parseXml(text)).toMatchObject({ ok: false })
  })

  it('nested without end is refused, not a crash', () => {
    expect(parseXml('<a>'.repeat(60_000))).toMatchObject({ ok: false })
  })

  it('never makes the reader throw, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: codeUnit, maxLength: 200 }), (text) => {
        expect(typeof parseXml(text).ok).toBe('boolean')
      }),
      { seed, numRuns: 150 },
    )
  })

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(tree, (root) => {
        expect(parseXml(write(root))).toEqual({ ok: true, root })
      }),
      { seed, numRuns: 300 },
    )
  })

  it('is accepted and refused as libxml2 does, with single mutations', () => {
    let accepted = 0
    fc.assert(
      fc.property(
        tree,
        fc.nat(),
        fc.nat(2),
        fc.constantFrom(...'<>/&;"\'= !-?[]a#1\n'),
        (root, at, cut, put) => {
          const whole = write(root)
          const place = at % (whole.length + 1)
          const text = whole.slice(0, place) + put + whole.slice(place + cut)
          accepted += Number(libxmlAccepts(text))
          expect({ text, ok: parseXml(text).ok }).toEqual({ text, ok: libxmlAccepts(text) })
        },
      ),
      { seed, numRuns: 1500 },
    )
    expect(accepted).toBeGreaterThan(150)
    expect(accepted).toBeLessThan(1350)
  })
})

const codeUnit = fc.nat(0xffff).map((code) => String.fromCharCode(code))
const word = fc.constantFrom('Response', 'Say', 'Play', 'break', 'say-as', 'x1')
const characters = fc.constantFrom(...'abc 1é&<>"\'日😀')
const piece = fc.string({ unit: characters, minLength: 1, maxLength: 8 })
const attributes = fc
  .dictionary(fc.constantFrom('voice', 'loop', 'xml:lang'), piece, { maxKeys: 2 })
  .map((record) => new Map(Object.entries(record)))

const tree = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc.record(
    {
      name: word,
      attributes,
      children: fc
        .array(fc.oneof({ depthSize: 'small' }, piece, tie('element')), { maxLength: 4 })
        .map((children) =>
          children.filter((child, at) => !(isText(child) && isText(children[at - 1]))),
        ),
    },
    { noNullPrototype: true },
  ),
})).element

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function write(element: XmlElement): string {
  const written = [...element.attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const inside = element.children.map((child) =>
    typeof child === 'string' ? escaped(child) : write(child),
  )
  return `<${element.name}${written.join('')}>${inside.join('')}</${element.name}>`
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`)
}

function libxmlAccepts(text: string): boolean {
  try {
    XmlDocument.fromString(text).dispose()
    return true
  } catch (fault) {
    if (fault instanceof XmlParseError) return false
    throw fault
  }
}
