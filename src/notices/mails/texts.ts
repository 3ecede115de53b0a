import type { NoticeDetails, NoticeKind } from '../notice.ts'

/** What stands in a mail, in one language. A text that is missing does not compile. */
export interface MailTexts {
  readonly kinds: { readonly [Kind in NoticeKind]: KindTexts<Kind> }
  readonly methods: Readonly<Record<NoticeDetails['factor-added']['method'], string>>
  readonly greeting: string
  readonly when: string
  readonly from: string
  /** Before how to reach the tenant. */
  readonly dispute: string
  readonly contact: (support: Support) => string
  readonly warning: string
  readonly closing: string
  readonly time: Intl.DateTimeFormat
}

interface KindTexts<Kind extends NoticeKind> {
  readonly subject: string
  readonly what: (details: NoticeDetails[Kind], say: Say) => string
}

export interface Support {
  /** Of the tenant. */
  readonly name: string
  readonly phone?: string | undefined
  readonly mail?: string | undefined
}

/** How a text says what it is given. */
export interface Say {
  readonly method: (method: NoticeDetails['factor-added']['method']) => string
  /** A name that somebody chose, in quotation marks. */
  readonly named: (label: string) => string
  readonly time: (at: number) => string
}

/** Where the readers are, whatever the clock of the server. */
export function inAmsterdam(language: string) {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  })
}
