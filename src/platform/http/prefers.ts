/** Whether a `Prefer` header names this preference (RFC 7240); what is quoted names none. */
export function prefers(header: string | undefined, preference: string): boolean {
  return (header ?? '')
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .split(',')
    .some((one) => one.split(';')[0]?.trim().toLowerCase() === preference)
}
