/** Grouped for the eye, as Dutch numbers are; other countries' as they come. */
export function formatNumber(number: string): string {
  return number
    .replace(/^(\+31)(6)(\d{4})(\d{4})$/, '$1 $2 $3 $4')
    .replace(/^(\+31)(\d{2})(\d{3})(\d{4})$/, '$1 $2 $3 $4')
}
