import { toReason } from '../../helpdesk/index.ts'

/**
 * What somebody chose as a name, in one line: without marks that turn the text around, without phone
 * numbers and without whole addresses.
 */
export const toShown = (text: string) => maskMails(toReason(text))

/** `a•••@panel.example`; ids and login names are addresses too, now and then. */
export function maskMails(text: string): string {
  return text.replace(/([^\s@])[^\s@]*@(?=\S)/g, '$1•••@')
}
