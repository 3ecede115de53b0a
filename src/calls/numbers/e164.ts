/** A phone number in the one form we count, store and dial: ITU-T E.164, `+31612345678`. */
export type E164 = string & { readonly __e164: unique symbol }

export function isE164(text: string): text is E164 {
  return /^\+[1-9]\d{3,14}$/.test(text)
}

/** For numbers we wrote ourselves, such as those in the database; what people type is parsed. */
export function toE164(text: string): E164 {
  if (!isE164(text)) throw new Error('a stored number is not in E.164 form')
  return text
}
