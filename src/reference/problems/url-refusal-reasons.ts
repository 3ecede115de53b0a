/** Why the service asks an address that somebody chose nothing. */
export const urlRefusalReasons: Readonly<Record<string, string>> = {
  unreadable: 'It is no http(s) address in plain characters of at most 2048.',
  'not-https': 'It is not `https`.',
  credentials: 'It has a user name or a password in it.',
  'host-unknown': 'Its name has no address now.',
  'not-public': 'It leads, or one of its addresses does, to a network that is not public.',
}
