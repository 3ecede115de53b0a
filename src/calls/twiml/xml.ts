/** Few texts need any work; looking is a tenth of it. */
const needsWork = /[^\t\n\r -\uD7FF]|[&<>"']/

/** What XML 1.0 cannot hold in any form, lone surrogates included. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
const special = /[&<>"']/g
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for an element or a quoted attribute. A control character is left out: one must not end a call. */
export function toXmlText(text: string): string {
  if (!needsWork.test(text)) return text
  return text.replace(forbidden, '').replace(special, (found) => entities[found] ?? '')
}
