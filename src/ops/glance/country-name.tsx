import type { Language } from '../../pages/index.ts'

/** `Nederland`; what is no country has its code. */
export function CountryName({
  language,
  code,
}: {
  readonly language: Language
  readonly code: string
}) {
  if (!/^[A-Z]{2}$/.test(code)) return <>{code}</>
  return <>{new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code}</>
}
