import { isNode, LineCounter, parseDocument } from 'yaml'

/** On which line of a text, counted from 1, stands what a JSON pointer points at; or what is around it. */
export function lineOfPointer(text: string, pointer: string): number {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false, schema: 'core' })
  const names = pointer.split('/').slice(1).map(toName)
  for (let length = names.length; length > 0; length--) {
    const node = document.getIn(names.slice(0, length), true)
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line
  }
  return 1
}

/** RFC 6901, section 4; an index of a list is a number. */
function toName(token: string): string | number {
  if (/^\d+$/.test(token)) return Number(token)
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}
