import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ForecastPage } from './forecast.ts'
import { forecastToCsv, toCell } from './forecast-csv.ts'

const totals = { users: 3, lockedOut: 1, extended: 0, none: 1, partial: 1, complete: 1 }

async function csvOf(pages: readonly ForecastPage[]) {
  const chunks: string[] = []
  const source = async function* () {
    yield* pages
  }
  for await (const chunk of forecastToCsv(source())) chunks.push(chunk)
  return chunks
}

it('writes a head, a line for each user, and the total at the end', async () => {
  const user = { userId: 'a,"b"', role: 'user', reasons: ['no-factor', 'extension-ended'] as const }
  const chunks = await csvOf([
    { lockedOut: [], totals },
    { lockedOut: [user], totals },
    { lockedOut: [], totals },
  ])
  expect(chunks.join('')).toBe(
    [
      '"record","userId","role","reasons","why"',
      '"user","a,""b""","user","no-factor extension-ended","Has confirmed no second factor. The extension that the helpdesk gave is over."',
      '"total","","","","1 of 3 users cannot log in"',
      '',
    ].join('\r\n'),
  )
  expect(chunks).not.toContain('')
})

it.each([
  ['=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
  ['+31612345678', `"'+31612345678"`],
  ['-2+3', `"'-2+3"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t'=1"`],
  ['\r=1', `"'\r'=1"`],
  [' =1', `"' =1"`],
  ['＝1', `"'＝1"`],
  ['a;=1', `"a;'=1"`],
  ['a","=1', `"a"",""'=1"`],
  ['a=b-c@d', '"a=b-c@d"'],
  ['jansen@example.com', '"jansen@example.com"'],
])('%j is no formula in any spreadsheet', (text, cell) => {
  expect(toCell(text)).toBe(cell)
})

it('whatever the text: one cell, which starts no formula wherever a spreadsheet divides it', () => {
  const nasty = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n,;|"\' ab1＝'), maxLength: 12 })
  fc.assert(
    fc.property(nasty, (text) => {
      const cell = toCell(text)
      expect(cell).toMatch(/^"(?:[^"]|"")*"$/)
      const inside = cell.slice(1, -1).replaceAll('""', '"')
      for (const part of inside.split(/[,;|\t\r\n"]/)) expect(part).not.toMatch(/^\s*[=+\-@＝]/)
    }),
    { seed: 20230719, numRuns: 5000 },
  )
})
