import type { Mail } from './mailer.ts'

/** One address as a machine has to have it: nothing in it ends a header, a list or a command. */
const address = /^[^\s\p{C}<>()[\]\\,;:"@]{1,64}@[^\s\p{C}<>()[\]\\,;:"@]{1,255}$/u

export function isMailAddress(text: string): boolean {
  return address.test(text)
}

/** Text for one line: no line ends, nothing invisible, nothing that turns the reading direction. */
export function toLine(text: string, longest = 200): string {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
  return [...plain].slice(0, longest).join('')
}

/**
 * A mail in the words of nodemailer. Addresses go in as objects, which are not parsed: a comma in one
 * makes no second recipient.
 */
export function toMessage(mail: Mail, from: MailFrom) {
  return {
    from,
    to: { name: '', address: mail.to },
    envelope: { from: from.address, to: [mail.to] },
    subject: toLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${from.address.split('@')[1]}>`,
    // RFC 3834: no holiday greeting in return.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Who mails come from. */
export interface MailFrom {
  readonly name: string
  readonly address: string
}
