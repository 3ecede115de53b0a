import type { Counted } from './rule.ts'

type Nothing = Readonly<Record<never, never>>
export type WrittenType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'

/**
 * What can be wrong with a limit set, and what there is to say about it. Never what was written
 * there: that may be somebody's number.
 */
export interface FaultFacts {
  readonly 'no-object': Nothing
  readonly 'no-document': { readonly line: number }
  readonly 'many-aliases': Nothing

  readonly missing: Nothing
  readonly unknown: Nothing
  readonly 'other-type': { readonly type: WrittenType }
  readonly 'too-low': { readonly least: number }
  readonly 'not-above': { readonly above: number }
  readonly 'too-high': { readonly most: number }
  readonly 'too-few': { readonly least: number }
  readonly 'too-many': { readonly most: number }
  readonly repeats: Nothing
  readonly 'no-choice': { readonly choices: readonly string[] }
  readonly 'no-rule-name': Nothing
  readonly 'no-tenant': Nothing
  readonly 'no-moment': Nothing
  readonly 'no-number': Nothing
  readonly 'no-network': Nothing
  readonly 'no-country': Nothing
  readonly 'no-reason': Nothing
  /** Of whatever the schema may say one day. */
  readonly unusable: Nothing

  readonly twice: Nothing
  readonly 'name-taken': Nothing
  readonly 'other-subjects': { readonly subjects: readonly string[]; readonly counts: Counted }
  readonly 'not-cents': Nothing
  readonly 'not-whole': Nothing
  readonly 'not-of-calls': Nothing
  readonly 'not-blockable': Nothing
  readonly 'shorter-than-first': Nothing
  readonly 'shares-with-none': Nothing
  readonly 'shares-unlike': { readonly rule: string }
  readonly 'rule-needed': { readonly rule: string }
  readonly 'must-count': { readonly counts: Counted }
  readonly 'must-be-enforced': Nothing
  readonly 'no-such-rule': Nothing
  readonly 'not-of-a-tenant': Nothing
  readonly 'no-other-price': Nothing
  readonly 'more-than-calls': Nothing
  readonly guessable: Nothing
  readonly 'guessable-for-tenant': Nothing
}

export type FaultKind = keyof FaultFacts

/** A kind of fault with its facts; see `fault-texts.ts` for the words. */
export type Said<K extends FaultKind = FaultKind> = {
  [Kind in K]: { readonly kind: Kind } & FaultFacts[Kind]
}[K]

export interface LimitFault {
  /** A JSON pointer within the document. */
  readonly pointer: string
  readonly said: Said
}

export function fault(pointer: string, said: Said): LimitFault[] {
  return [{ pointer, said }]
}

/** Where something stands that stood before. */
export function twice(entries: readonly string[]): number[] {
  return entries.flatMap((entry, index) => (entries.indexOf(entry) < index ? [index] : []))
}
