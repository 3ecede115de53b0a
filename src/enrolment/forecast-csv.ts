import { type ForecastPage, type LockedOut, lockOutWords } from './forecast.ts'

const head = ['record', 'userId', 'role', 'reasons', 'why']

/**
 * A line for each user who could not log in, and a last one with the total: a file that does not end
 * with it was cut off.
 */
export async function* forecastToCsv(pages: AsyncIterable<ForecastPage>): AsyncGenerator<string> {
  let total = ''
  let opening = toLine(head)
  for await (const { lockedOut, totals } of pages) {
    const lines = opening + lockedOut.map(toUserLine).join('')
    if (lines !== '') yield lines
    opening = ''
    total = `${totals.lockedOut} of ${totals.users} users cannot log in`
  }
  yield toLine(['total', '', '', '', total])
}

function toUserLine({ userId, role, reasons }: LockedOut) {
  const why = reasons.map((reason) => lockOutWords[reason])
  return toLine(['user', userId, role, reasons.join(' '), why.join(' ')])
}

function toLine(cells: readonly string[]) {
  return `${cells.map(toCell).join(',')}\r\n`
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front, also behind whatever some
 * spreadsheet takes for the end of a cell: https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /(?<=^|[,;|\t\r\n"])(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r])/g

export function toCell(text: string): string {
  return `"${text.replace(formula, "'").replaceAll('"', '""')}"`
}
