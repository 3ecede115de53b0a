import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const instructions = parse(readFileSync(join(root, 'Dockerfile'), 'utf8'))
const image = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'))

describe('the Dockerfile', () => {
  it('copies what is there, and what .dockerignore lets through', () => {
    const letThrough = readFileSync(join(root, '.dockerignore'), 'utf8').match(/(?<=^!).+/gm)
    const copied = all(instructions, 'COPY')
      .filter((words) => !words.startsWith('--from='))
      .flatMap((words) => words.split(' ').slice(0, -1))

    expect(copied).toContain('package-lock.json')
    for (const path of copied) {
      expect(existsSync(join(root, path)), path).toBe(true)
      expect(letThrough).toContain(path)
    }
  })

  it('copies into the image all that the build leaves and the service reads', () => {
    const folders = all(image, 'COPY').map((words) => words.split('./').at(-1))
    expect(folders.sort()).toEqual(['dist', 'node_modules', 'package.json', 'voice-prompts'])
  })

  it('is never root when it runs, and owns only its data', () => {
    const words = image.map(({ word }) => word)
    expect(all(image, 'USER')).toEqual(['node'])
    expect(words.indexOf('USER')).toBeGreaterThan(
      words.findLastIndex((word) => /RUN|COPY/.test(word)),
    )
    expect(all(image, 'RUN')).toEqual([expect.stringMatching(/-o node .*\/app\/data$/)])
    expect(all(image, 'VOLUME')).toEqual(['/app/data'])
  })

  it('starts the same Node that the build used, without a shell in between', () => {
    const [build, run] = all(instructions, 'FROM')
    expect(build).toBe(`${run} AS build`)
    expect(run).toMatch(/^node:24-[a-z]+-slim$/)
    expect(command('CMD')).toEqual(['node', 'dist/main.js'])
  })
})

const isBuilt = existsSync(join(root, 'dist/main.js'))

describe.skipIf(!isBuilt && process.env.CI !== 'true')('what the image runs', () => {
  it('refuses to listen to the world without keys and with a simulated carrier', async () => {
    const service = start({})
    const [said] = await Promise.all([textOf(service), once(service, 'exit')])

    expect(service.exitCode).toBe(1)
    expect(said).toMatch(/SECRET_KEYS.*CARRIERS/s)
  })

  it('starts, is healthy, and stops when it is told to', async () => {
    const port = String(await freePort())
    const service = start({ HOST: '127.0.0.1', PORT: port })
    const healthy = () => exitCodeOf(command('HEALTHCHECK'), { PORT: port })

    expect(await healthy()).toBe(1)
    await eventually(healthy, (code) => code === 0 || service.exitCode !== null)
    expect(service.exitCode, 'it ended by itself').toBeNull()
    service.kill('SIGTERM')
    await once(service, 'exit')
    expect(service.exitCode).toBe(0)
    expect(await healthy()).toBe(1)
  })
})

/** Runs the image's command, in a folder laid out as the image. */
function start(env: Record<string, string>): ChildProcess {
  const app = mkdtempSync(join(tmpdir(), 'belcode-image-'))
  for (const name of ['dist', 'voice-prompts', 'package.json'])
    cpSync(join(root, name), join(app, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'))
  const service = run(command('CMD'), { cwd: app, env: { ...environment(), ...env } })
  onTestFinished(() => {
    service.kill('SIGKILL')
    rmSync(app, { recursive: true, force: true })
  })
  return service
}

async function exitCodeOf(words: string[], env: Record<string, string>) {
  const child = run(words, { cwd: root, env })
  await once(child, 'exit')
  return child.exitCode
}

function run([file = '', ...words]: string[], options: { cwd: string; env: object }) {
  const env = { PATH: process.env.PATH, ...options.env }
  return spawn(file, words, { ...options, env, stdio: ['ignore', 'ignore', 'pipe'] })
}

async function textOf({ stderr }: ChildProcess) {
  let text = ''
  for await (const piece of stderr ?? []) text += piece
  return text
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    all(image, 'ENV').flatMap((words) => words.split(' ').map((pair) => pair.split('='))),
  )
}

/** An instruction's command in the form that needs no shell. */
function command(word: string): string[] {
  const words = all(image, word).at(-1) ?? ''
  return JSON.parse(words.slice(words.indexOf('['))) as string[]
}

interface Instruction {
  readonly word: string
  readonly rest: string
}

function parse(dockerfile: string): Instruction[] {
  const lines = dockerfile
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [word = '', ...rest] = line.split(' ')
      return { word, rest: rest.join(' ') }
    })
}

function all(from: readonly Instruction[], wanted: string): string[] {
  return from.filter(({ word }) => word === wanted).map(({ rest }) => rest)
}
