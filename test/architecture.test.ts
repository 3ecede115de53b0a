import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'

/** Which floors of `src/` each folder may stand on. Files of `src/` itself and `cli` may use all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  cli: ['*'],
  reference: ['platform'],
  'start-page': ['platform'],
  ops: [
    ...['pages', 'operators', 'guard', 'helpdesk', 'challenges', 'calls', 'limits'],
    ...['accounts', 'logins', 'audit', 'store', 'platform'],
  ],
  operators: ['logins', 'factors', 'limits', 'accounts', 'audit', 'store', 'platform'],
  pages: ['platform'],
  panel: [
    ...['pages'],
    ...['helpdesk', 'devices', 'enrolment', 'logins', 'challenges', 'factors', 'notices'],
    ...['calls', 'accounts', 'limits', 'audit', 'store', 'platform'],
  ],
  measures: ['guard', 'calls', 'audit', 'store', 'platform'],
  helpdesk: [
    ...['enrolment', 'logins', 'challenges', 'guard', 'factors', 'notices'],
    ...['accounts', 'audit', 'store', 'platform'],
  ],
  enrolment: [
    ...['logins', 'challenges', 'factors', 'notices', 'calls', 'accounts'],
    ...['limits', 'audit', 'store', 'platform'],
  ],
  logins: ['factors', 'notices', 'accounts', 'limits', 'audit', 'store', 'platform'],
  devices: ['logins', 'challenges', 'factors', 'accounts', 'limits', 'audit', 'store', 'platform'],
  challenges: ['guard', 'factors', 'calls', 'accounts', 'limits', 'audit', 'store', 'platform'],
  factors: ['calls', 'accounts', 'limits', 'audit', 'store', 'platform'],
  guard: ['notices', 'limits', 'accounts', 'audit', 'store', 'platform'],
  notices: ['accounts', 'audit', 'store', 'platform'],
  simulator: ['platform'],
  calls: ['audit', 'store', 'platform'],
  accounts: ['audit', 'store', 'platform'],
  limits: ['platform'],
  audit: ['store', 'platform'],
  store: ['platform'],
  platform: [],
}

/** Packages that know an outside world, and the folders that know them. */
const homeOfPackage: Readonly<Record<string, string | readonly string[]>> = {
  twilio: 'calls/carriers/twilio/',
  '@photostructure/sqlite': 'platform/database/',
  jose: ['challenges/', 'factors/'],
  otplib: 'factors/',
  nodemailer: 'notices/',
  '@node-rs/argon2': 'logins/',
  '@zxcvbn-ts/core': 'logins/',
  'web-push': 'devices/',
  'libphonenumber-js': 'calls/numbers/',
  ioredis: 'platform/redis/',
  pg: 'platform/database/',
}

const readsEnvironment = ['main.ts', 'cli.ts']

/** Lists of data grow by the line: tables, migrations, catalogues of texts, examples. */
const mayBeLong =
  /^(store\/(tables\.ts|migrations\/)|calls\/prompts\/(dutch|english)\.ts$|.*\/([a-z-]+-)?(texts|dutch|english|explanations)\.ts$|reference\/open-api\/(examples|operations)\/)/

const longest = 250
/** What STYLE aims at, and how far the whole tree may be from it before somebody looks again. */
const aim = { median: 40, p90: 120, slack: 1.3 }

interface SourceFile {
  /** From `src/`, with `/` between folders. */
  readonly path: string
  readonly text: string
}

type Rule = (file: SourceFile) => string[]

const importsDownward: Rule = ({ path, text }) => {
  const folder = floorOf(path)
  if (folder === null) return []
  const allowed = mayImport[folder]
  if (!allowed) return [`${path}: name the floor of ${folder}/ in this test`]
  return relativeImports({ path, text })
    .map((target) => floorOf(target) ?? 'src')
    .filter((floor) => floor !== folder && !allowed.includes('*') && !allowed.includes(floor))
    .map((floor) => `${path} imports ${floor}`)
}

const entersByTheFrontDoor: Rule = (file) =>
  relativeImports(file)
    .filter((target) => ![null, 'platform', floorOf(file.path)].includes(floorOf(target)))
    .filter((target) => target !== `${floorOf(target)}/index.ts`)
    .map((target) => `${file.path} imports ${target}`)

const keepsPackagesHome: Rule = ({ path, text }) =>
  importsOf(text)
    .map(toPackage)
    .filter((name) => {
      const homes = [homeOfPackage[name] ?? []].flat()
      return homes.length > 0 && !homes.some((home) => path.startsWith(home))
    })
    .map((name) => `${path} imports ${name}`)

const importsWhatIsInstalled: Rule = ({ path, text }) =>
  importsOf(text)
    .filter((specifier) => !/^(\.|node:)/.test(specifier))
    .map(toPackage)
    .filter((name) => !Object.hasOwn(dependencies, name))
    .map((name) => `${path} imports ${name}`)

const leavesEnvironmentAlone: Rule = (file) =>
  readsEnvironment.includes(file.path)
    ? []
    : [
        ...occurrences(toCode(file), /\bprocess\s*(\??\.\s*env\b|\[)/g),
        ...importsOf(file.text).filter((name) => /^(node:)?process$/.test(name)),
      ]

const exportsByName: Rule = (file) => occurrences(file, /\bexport default\b|\bas default\b/g)

const typesEverything: Rule = (file) =>
  occurrences(
    toCode(file),
    /(:\s*|\bas\s+|<\s*|\|\s*|=\s+)any\b(?=\s*([,;)=>\]|&[{}]|$))|\bany\s*(>|\[\])/gm,
  )

const drawsFromTheSystem: Rule = (file) => occurrences(file, /\bMath\s*\.\s*random\b/g)

const staysShort: Rule = ({ path, text }) =>
  linesOf(text) > longest && !mayBeLong.test(path) ? [`${path} has ${linesOf(text)} lines`] : []

const files = readSources()
const { dependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { dependencies: Readonly<Record<string, string>> }

describe.each<[string, Rule, SourceFile]>([
  ['arrows go down only', importsDownward, { path: 'calls/a.ts', text: "from '../limits/x.ts'" }],
  [
    'a feature is entered by its index.ts',
    entersByTheFrontDoor,
    { path: 'service.ts', text: "from './calls/call-store.ts'" },
  ],
  [
    'a package that knows the outside world lives in its own folders',
    keepsPackagesHome,
    { path: 'challenges/a.ts', text: "from 'libphonenumber-js/max'" },
  ],
  [
    'a package is there without the tools of development',
    importsWhatIsInstalled,
    { path: 'a.ts', text: "from 'vitest'" },
  ],
  [
    'only main.ts and cli.ts read process.env',
    leavesEnvironmentAlone,
    { path: 'config.ts', text: 'process.env.PORT' },
  ],
  ['nothing is exported by default', exportsByName, { path: 'a.ts', text: 'export default 1' }],
  ['nothing is of type any', typesEverything, { path: 'a.ts', text: 'const a: any = b' }],
  [
    'randomness comes from the system',
    drawsFromTheSystem,
    { path: 'a.ts', text: 'const code = Math.random()' },
  ],
  [
    `no file is longer than ${longest} lines`,
    staysShort,
    { path: 'a.ts', text: '\n'.repeat(longest + 1) },
  ],
])('%s', (_name, rule, breach) => {
  it('in the whole of src', () => {
    expect(files.flatMap(rule)).toEqual([])
  })

  it('and this test would see it', () => {
    const text = breach.text.startsWith('from') ? `import { a }\n  ${breach.text}` : breach.text
    expect(rule({ ...breach, text })).toHaveLength(1)
  })
})

it('sees every way to import', () => {
  const text = `
    import { a } from './a.ts'
    import type {
      B,
    } from './b.ts'
    export { c } from './c.ts'
    import './d.ts'
    const { e } = await import('./e.ts')
    // import { not } from './not.ts'
  `
  expect(importsOf(text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts'])
  expect(files.length).toBeGreaterThan(100)
})

it('files are as short as STYLE aims at, on the whole', () => {
  const code = files.filter(({ path }) => !mayBeLong.test(path))
  const lines = code.map(({ text }) => linesOf(text)).sort((a, b) => a - b)
  const at = (part: number) => lines[Math.floor((lines.length - 1) * part)] ?? 0
  const measured = { median: at(0.5), p90: at(0.9) }
  const report = `${lines.length} files: ${JSON.stringify({ measured, aim, longest: lines.at(-1) })}`

  expect(measured.median, report).toBeLessThanOrEqual(aim.median * aim.slack)
  expect(measured.p90, report).toBeLessThanOrEqual(aim.p90 * aim.slack)
})

/** Unit tests are left out: they may look inside what they test. */
function readSources(): SourceFile[] {
  const src = new URL('../src/', import.meta.url)
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(new URL(path, src), 'utf8') }))
}

function importsOf(text: string): string[] {
  const all = text.matchAll(
    /^\s*(?:import|export)\s[^'"`]*?\bfrom\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  )
  return Array.from(all, ([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '')
}

/** `libphonenumber-js` of `libphonenumber-js/max`. */
function toPackage(specifier: string): string {
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
}

/** Imported files of our own, as paths from `src/`. */
function relativeImports({ path, text }: SourceFile): string[] {
  return importsOf(text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(path), specifier))
}

/** The folder of `src/` that a file is in; null for a file of `src/` itself. */
function floorOf(path: string): string | null {
  return path.includes('/') ? (path.split('/')[0] ?? null) : null
}

function occurrences({ path, text }: SourceFile, what: RegExp): string[] {
  return Array.from(withoutComments(text).matchAll(what), ([found]) => `${path}: ${found.trim()}`)
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1')
}

/** Without texts, but with what stands inside of templates: samples of code in a page are no code. */
function toCode({ path, text }: SourceFile): SourceFile {
  const code = withoutComments(text)
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/gs, (template) =>
      (template.match(/(?<!\\)\$\{[^}]*\}/g) ?? []).join(' '),
    )
  return { path, text: code }
}

function linesOf(text: string): number {
  return text.split('\n').length - 1
}
