import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { locales } from '../../src/calls/prompts/catalogue.ts'
import { openPromptFiles } from '../../src/calls/prompts/prompt-files.ts'
import type { Engine } from './engine.ts'
import { findEspeakNg } from './espeak-ng.ts'
import { findGoogle } from './google.ts'
import { renderLocale, staleFiles } from './render-locale.ts'

const usage = `npm run prompts                           makes every prompt anew
npm run prompts -- --engine espeak-ng     ... with this engine (or google)
npm run prompts -- --check                only checks what is there; needs no engine`

const engines = { google: findGoogle, 'espeak-ng': findEspeakNg } as const

const folder = fileURLToPath(new URL('..', import.meta.url))

async function main() {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, engine: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(usage)
  if (!values.check) await render(await findEngine(values.engine))
  check()
  console.log(`${locales.join(' and ')}: every prompt is there and says what the catalogue says`)
}

async function render(engine: Engine) {
  for (const locale of locales) {
    const { count, seconds } = await renderLocale(folder, locale, engine)
    console.log(`${locale}: ${count} prompts, ${seconds.toFixed(1)} s, by ${engine.name}`)
  }
}

function check() {
  openPromptFiles(folder)
  const stale = locales.flatMap((locale) =>
    staleFiles(join(folder, locale)).map((file) => `${locale}/${file}`),
  )
  if (stale.length > 0) throw new Error(`Nothing says these recordings: ${stale.join(', ')}`)
}

/** Google where credentials are set up, otherwise espeak-ng, otherwise what to do about it. */
async function findEngine(wanted: string | undefined): Promise<Engine> {
  for (const [name, find] of Object.entries(engines)) {
    const engine = wanted === undefined || wanted === name ? await find() : null
    if (engine) return engine
  }
  throw new Error(
    `No speech engine${wanted ? ` "${wanted}"` : ''}. Install espeak-ng (Debian: apt install espeak-ng), ` +
      'or set GOOGLE_APPLICATION_CREDENTIALS for a project with the Cloud Text-to-Speech API.',
  )
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
