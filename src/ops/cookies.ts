import type { FastifyReply, FastifyRequest } from 'fastify'

/** `__Host-`: ours alone, over https, for no other name (OWASP ASVS 3.3). */
const names = {
  /** Never that of the panel: neither opens what is the other's. */
  session: '__Host-belcode-ops',
  language: '__Host-belcode-language',
} as const

export type CookieName = keyof typeof names

const HALF_A_YEAR = 180 * 24 * 3600

const kept = { path: '/', httpOnly: true, secure: true } as const

export function readCookie(request: FastifyRequest, name: CookieName): string | null {
  return request.cookies[names[name]] ?? null
}

/** `strict`: no link of another site opens the console with an operator in it. */
export function setSession(reply: FastifyReply, token: string) {
  reply.setCookie(names.session, token, { ...kept, sameSite: 'strict' })
}

export function dropSession(reply: FastifyReply) {
  reply.clearCookie(names.session, { ...kept, sameSite: 'strict' })
}

export function setLanguage(reply: FastifyReply, language: string) {
  reply.setCookie(names.language, language, { ...kept, sameSite: 'lax', maxAge: HALF_A_YEAR })
}
