export const languages = ['nl', 'en'] as const
export type Language = (typeof languages)[number]

/** What a page says in every language; a text that one of them lacks does not compile. */
export function texts<const Texts>(inLanguages: {
  readonly nl: Texts
  readonly en: SameShape<Texts>
}): Readonly<Record<Language, SameShape<Texts>>> {
  return inLanguages as Readonly<Record<Language, SameShape<Texts>>>
}

/** The same names; words are words and functions take the same things. */
type SameShape<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: SameShape<T[Key]> }
