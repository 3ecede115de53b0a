import { join } from 'node:path'
import type { Config } from './config.ts'
import { createFileMailer, createSmtpMailer, type Mailer } from './notices/index.ts'

/** By SMTP, or in demo mode into files beside the database; null: no mail can be sent. */
export function openMailer({ smtpUrl, mailFrom, demo, dataFolder }: Config): Mailer | null {
  if (smtpUrl !== null && mailFrom !== null)
    return createSmtpMailer({ url: smtpUrl, from: mailFrom })
  return demo ? createFileMailer({ folder: join(dataFolder, 'mail'), from: demoFrom }) : null
}

const demoFrom = { name: 'Belcode', address: 'belcode@localhost' }
