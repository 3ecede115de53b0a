export interface Mail {
  /** Names the mail: sent twice, it is the same one. */
  readonly id: string
  /** One address, without a name. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type MailOutcome =
  | { readonly outcome: 'sent' }
  /** Nobody will take it, however often it is tried. */
  | { readonly outcome: 'refused'; readonly fault: string }
  | { readonly outcome: 'failed'; readonly fault: string }

/** Sends mails. Implementations run `test/contract/mailer-contract.ts`. */
export interface Mailer {
  /** A fault is a word; it never holds an address or what a server said. */
  send(mail: Mail): Promise<MailOutcome>
  /** Lets go of the server. */
  close(): Promise<void>
}
