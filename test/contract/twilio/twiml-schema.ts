import { existsSync, readFileSync } from 'node:fs'
import { XmlDocument, XmlElement, type XmlNode, XsdValidator } from 'libxml2-wasm'

const schemaPath = '../shared/data/twiml-voice.xsd'
export const hasSchema = existsSync(schemaPath)

const validator = hasSchema ? loadValidator() : null

function loadValidator() {
  const schema = XmlDocument.fromString(readFileSync(schemaPath, 'utf8'))
  return XsdValidator.fromDoc(schema)
}

/** Throws where a document is not XML, or not what the verbs of Twilio's own SDK allow. */
export function assertTwiml(twiml: string) {
  if (!twiml.startsWith('<?xml')) throw new Error('Expected a declaration first')
  if (Buffer.byteLength(twiml) >= 64_000) throw new Error('Expected less than 64 kB')
  const document = XmlDocument.fromString(twiml)
  try {
    validator?.validate(document)
  } finally {
    document.dispose()
  }
}

/** The elements and attributes of a document, without any text. */
export function outlineOf(twiml: string): string {
  const document = XmlDocument.fromString(twiml)
  try {
    return outline(document.root)
  } finally {
    document.dispose()
  }
}

function outline(node: XmlNode): string {
  if (!(node instanceof XmlElement)) return ''
  const names = node.attrs.map(({ name }) => name)
  let inside = ''
  for (let child = node.firstChild; child; child = child.next) inside += outline(child)
  return `${[node.name, ...names].join(' ')}(${inside})`
}
