import { readFileSync } from 'node:fs'

/** Of the service, as its package says; the file stands beside `src` and beside `dist`. */
export const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string }
