import { generateURI } from 'otplib'

interface Enrolment {
  /** Under which name the site appears in the app. */
  readonly issuer: string
  /** Whose code it is, among several of one site. */
  readonly account: string
  readonly secret: string
}

/** What an authenticator app reads from the QR code (Key Uri Format of Google Authenticator). */
export function toOtpauthUri({ issuer, account, secret }: Enrolment): string {
  return generateURI({ issuer: toName(issuer), label: toName(account), secret })
}

/** Apps split the label at a colon, show the start of it, and the whole must fit in a QR code. */
const NAME_CHARACTERS = 40

function toName(text: string) {
  const plain = text.replace(/[\p{Cc}\p{Cs}:]+/gu, ' ').trim()
  return Array.from(plain).slice(0, NAME_CHARACTERS).join('').trim() || '?'
}
