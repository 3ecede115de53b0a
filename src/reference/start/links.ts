import type { Language } from './texts.ts'

/** Addresses of the start page and of what it leads to, in the reader's language. */
export interface Links {
  readonly home: string
  readonly ring: string
  readonly phone: string
  readonly docs: string
  readonly openApi: string
  readonly problems: string
  readonly health: string
  readonly metrics: string
  challenge(id: string, wrong?: boolean): string
  check(id: string): string
}

export function linksFor(base: string, language: Language): Links {
  const asked = language === 'nl' ? '' : `lang=${language}`
  const at = (path: string, ...more: string[]) => {
    const query = [asked, ...more].filter((one) => one !== '').join('&')
    return `${base}${path}${query && `?${query}`}`
  }
  const challenge = (id: string) => `/demo/challenges/${encodeURIComponent(id)}`
  return {
    home: at('/'),
    ring: at('/demo/ring'),
    phone: at('/simulator/'),
    docs: `${base}/docs`,
    openApi: `${base}/openapi.json`,
    problems: `${base}/problems`,
    health: `${base}/readyz`,
    metrics: `${base}/metrics`,
    challenge: (id, wrong) => at(challenge(id), wrong ? 'wrong=1' : ''),
    check: (id) => at(`${challenge(id)}/check`),
  }
}
