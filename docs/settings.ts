import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { carrierSettings, settings } from '../src/config.ts'
import type { Setting } from '../src/platform/settings.ts'
import { limitsPage } from './limits.ts'

/** What is made from the declarations; `npm run docs` writes it, a unit test compares it. */
export const madeFiles = {
  'README.md': withTables,
  '.env.example': exampleEnv,
  'docs/limits.md': limitsPage,
}

const root = new URL('../', import.meta.url)
const begin = '<!-- settings: made by `npm run docs` -->'
const end = '<!-- /settings -->'

/** The README, with fresh tables between its two marks. */
function withTables(readme: string): string {
  const [before, rest = ''] = readme.split(begin)
  const [, after] = rest.split(end)
  if (after === undefined) throw new Error('README.md has lost the marks around its settings')
  return `${before}${begin}\n\n${tables()}\n${end}${after}`
}

function tables(): string {
  return [
    table(settings),
    'For each carrier in `CARRIERS` but `simulated`, with its name in capitals and `_` for `-`,',
    'such as `TWILIO_FROM` for `twilio`:\n',
    table(carrierSettings, '<NAME>_'),
  ].join('\n')
}

function table(declared: Readonly<Record<string, Setting>>, prefix = ''): string {
  const rows = Object.entries(declared).map(
    ([name, setting]) =>
      `| \`${prefix}${name}\` | ${defaultOf(setting)} | ${setting.meaning.replaceAll('|', '\\|')} |`,
  )
  return ['| name | default | meaning |', '|---|---|---|', ...rows, ''].join('\n')
}

function defaultOf({ fallback, otherwise = 'required' }: Setting): string {
  if (fallback !== undefined) return `\`${fallback}\``
  return otherwise.includes('://') ? `\`${otherwise}\`` : otherwise
}

function exampleEnv(): string {
  return [
    '# Every setting and its default. Take the # away from those you set.',
    '#   npm start:  set -a; . ./.env; set +a; npm start',
    '#   the image:  docker run --env-file .env …',
    '',
    ...lines(settings),
    '# A carrier named `twilio` in CARRIERS. Another name has these settings under its own name.',
    '',
    ...lines(carrierSettings, 'TWILIO_'),
  ].join('\n')
}

function lines(declared: Readonly<Record<string, Setting>>, prefix = ''): string[] {
  return Object.entries(declared).flatMap(([name, { fallback, otherwise, meaning }]) => [
    ...wrap(otherwise === undefined ? meaning : `${meaning} Default: ${otherwise}.`),
    `#${prefix}${name}=${fallback ?? ''}`,
    '',
  ])
}

/** Comment lines of at most 100 characters. */
function wrap(text: string): string[] {
  return text.match(/.{1,98}(?:\s|$)/g)?.map((line) => `# ${line.trimEnd()}`) ?? []
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [name, make] of Object.entries(madeFiles)) {
    const file = new URL(name, root)
    writeFileSync(file, make(name === 'README.md' ? readFileSync(file, 'utf8') : ''))
  }
