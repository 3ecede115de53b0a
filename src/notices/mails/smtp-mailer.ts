import type { Transporter } from 'nodemailer'
import type { Secret } from '../../platform/secret.ts'
import { isLoopback } from '../../platform/settings.ts'
import type { Mailer, MailOutcome } from './mailer.ts'
import { isMailAddress, type MailFrom, toMessage } from './message.ts'

/** As many mails as can be on their way at once. */
export const SMTP_CONNECTIONS = 4
const CONNECT_MS = 5_000
const SILENCE_MS = 10_000
const DEADLINE_MS = 20_000

interface SmtpOptions {
  /** `smtp:` or `smtps:`, with the name and the password where the server wants them. */
  readonly url: Secret
  readonly from: MailFrom
  /** For all of one mail. */
  readonly deadlineMs?: number
}

/** Sends through an SMTP server, over a few connections that are kept. */
export function createSmtpMailer({ url, from, deadlineMs = DEADLINE_MS }: SmtpOptions): Mailer {
  let transport: Promise<Transporter> | null = null
  // Loaded with the first mail: most instances start without sending one.
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport(toPool(new URL(url.reveal())))
  }

  return {
    async send(mail) {
      if (!isMailAddress(mail.to)) return { outcome: 'refused', fault: 'address-invalid' }
      transport ??= open()
      try {
        const signal = AbortSignal.timeout(deadlineMs)
        await (await transport).sendMail({ ...toMessage(mail, from), signal })
        return { outcome: 'sent' }
      } catch (error) {
        return toOutcome(error as SmtpError)
      }
    },
    async close() {
      const closing = await transport
      transport = null
      closing?.close()
    },
  }
}

/**
 * Off this machine, neither mails nor passwords travel in clear: where the server does not offer TLS,
 * or its certificate is not good, nothing is sent.
 */
export function toPool({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const user = decodeURIComponent(username)
  return {
    pool: true as const,
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(isLoopback(host) ? { ignoreTLS: !secure } : { requireTLS: true }),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(password) } }),
    maxConnections: SMTP_CONNECTIONS,
    // A mail that is tried again is tried by its schedule, not by the pool.
    maxRequeues: 0,
    idleTimeout: SILENCE_MS,
    dnsTimeout: CONNECT_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  }
}

interface SmtpError {
  readonly code?: string
  readonly responseCode?: number
  readonly permanent?: boolean
}

/**
 * Only what the server says about this mail for good ends it: a password that is wrong today is
 * mended tomorrow. The server's own words stay here, for they repeat addresses.
 */
function toOutcome({ code = 'unknown', responseCode, permanent }: SmtpError): MailOutcome {
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  const fault = responseCode === undefined ? code.toLowerCase() : `smtp-${responseCode}`
  return { outcome: permanent && isAboutMail ? 'refused' : 'failed', fault }
}
