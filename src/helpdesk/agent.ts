interface Known {
  readonly id: string
  readonly displayName: string | null
}

/** Who acts in our own pages, as it is written down: `kim (Kim de Boer)`. Always both, to be compared. */
export function toAgent({ id, displayName }: Known): string {
  return `${toLine(id)} (${toReason(displayName ?? '') || toLine(id)})`
}

/**
 * Whether two names stand for one person: case, spacing, punctuation and accents do not make a second
 * one. The panel says who acts; this keeps a slip, or a trick with one's own name, from counting as two.
 * Of our own pages the id counts; against a name from elsewhere, each of both does.
 */
export function isSamePerson(one: string, other: string): boolean {
  const [ours, theirs] = [namesOf(one), namesOf(other)]
  if (ours.length > 1 && theirs.length > 1) return ours[0] === theirs[0]
  return ours.some((name) => theirs.includes(name))
}

/** The id and the name of what `toAgent` wrote, else the name alone. */
function namesOf(agent: string): string[] {
  const [, id, name] = /^(.+?) \((.+)\)$/su.exec(agent) ?? [agent, agent]
  return [id, name].flatMap((text) => (text === undefined ? [] : toComparable(text)))
}

function toComparable(name: string) {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
    .toLowerCase()
}

/** A number that somebody could be called on; a ticket is shorter. */
const phoneNumber = /\+?\d(?:[ ().-]*\d){8,}/g

/** A reason in one line. A phone number in it is not for the log. */
export function toReason(text: string): string {
  return toLine(text).replace(phoneNumber, '…')
}

function toLine(text: string) {
  return text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
}
