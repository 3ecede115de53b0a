import type { FastifyReply, FastifyRequest } from 'fastify'

/** `__Host-`: ours alone, over https, for no other name (OWASP ASVS 3.3). */
const names = {
  session: '__Host-belcode',
  language: '__Host-belcode-language',
  /** A fresh proof by a factor, for changes of the factors. */
  proof: '__Host-belcode-proof',
  /** Where a login that was begun again leads back to. */
  back: '__Host-belcode-back',
} as const

export type CookieName = keyof typeof names

const FIVE_MINUTES = 300
const HALF_A_YEAR = 180 * 24 * 3600
/** The session ends where it is kept; a browser forgets it when it closes. */
const maxAge: Readonly<Record<CookieName, number | undefined>> = {
  session: undefined,
  language: HALF_A_YEAR,
  proof: FIVE_MINUTES,
  back: 2 * FIVE_MINUTES,
}

const kept = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const

export function readCookie(request: FastifyRequest, name: CookieName): string | null {
  return request.cookies[names[name]] ?? null
}

export function setCookie(reply: FastifyReply, name: CookieName, value: string) {
  const seconds = maxAge[name]
  reply.setCookie(names[name], value, {
    ...kept,
    ...(seconds !== undefined && { maxAge: seconds }),
  })
}

export function dropCookie(reply: FastifyReply, name: CookieName) {
  reply.clearCookie(names[name], kept)
}
