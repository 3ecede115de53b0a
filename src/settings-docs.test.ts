import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { madeFiles } from '../docs/settings.ts'
import { readConfig } from './config.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

it.each(Object.entries(madeFiles))('%s tells what is declared: `npm run docs`', (name, make) => {
  const text = read(name)
  expect(text).toBe(make(text))
})

it('the defaults in .env.example are those of the service', () => {
  const entries = Array.from(read('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm))
  const example = Object.fromEntries(entries.map(([, name, value]) => [name, value]))

  expect(example).toHaveProperty('TWILIO_FROM')
  expect(readConfig(example)).toEqual(readConfig({}))
})

it('`.ci/run` runs the very test command of the README', () => {
  const command = /^npm ci && npm test/m.exec(read('README.md'))?.[0]
  expect(read('.ci/run').trimEnd().split('\n').at(-1)).toBe(command)
})

it('the documents name files that are there', () => {
  const decisions = readdirSync(new URL('../docs/decisions/', import.meta.url))
  const documents = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
  const texts = [...documents, ...decisions.map((name) => `docs/decisions/${name}`)].map(read)
  const named = texts.join('\n').match(/\b(?:src|test|docs)\/[\w/.-]+\.ts\b/g) ?? []

  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((name) => !existsSync(new URL(`../${name}`, import.meta.url)))).toEqual([])
})
