import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mailer } from './mailer.ts'
import { isMailAddress, type MailFrom, toMessage } from './message.ts'

interface FileOptions {
  /** Where mails are written, each as `<id>.eml`. */
  readonly folder: string
  readonly from: MailFrom
}

/** Writes mails to files that any mail program opens: for a demo, where nobody is to be mailed. */
export function createFileMailer({ folder, from }: FileOptions): Mailer {
  return {
    async send(mail) {
      if (!isMailAddress(mail.to)) return { outcome: 'refused', fault: 'address-invalid' }
      const { createTransport } = await import('nodemailer')
      const composer = createTransport({ streamTransport: true, buffer: true })
      const { message } = await composer.sendMail(toMessage(mail, from))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, toFileName(mail.id)), message, { mode: 0o600 })
      return { outcome: 'sent' }
    },
    async close() {},
  }
}

function toFileName(id: string) {
  if (!/^\w+$/.test(id)) throw new Error('Expected the id of a mail to be letters and digits')
  return `${id}.eml`
}
