import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { freePort } from '../platform/free-port.ts'
import { createPhoneClient } from '../simulator/index.ts'
import { type Command, UsageError } from './command.ts'
import { runDemoCall } from './demo-call.ts'

/** How much faster than real a demo call goes: half a minute of speech is a few seconds. */
const SPEED = '8'
const WAV_FILE = 'data/demo-call.wav'

const options = {
  number: { type: 'string', default: '06 12345678' },
  speed: { type: 'string', default: SPEED },
  out: { type: 'string', default: WAV_FILE },
} as const

/** One whole login in the terminal: a service of its own, on a free port and a database that goes. */
export const demoCommand: Command = {
  usage: ['demo [--number <number>] [--speed 1-100] [--out <file.wav>]'],
  async run(words) {
    const { number, speed, out } = parseArgs({ args: words, options }).values
    if (!/^([1-9]\d?|100)$/.test(speed)) throw new UsageError('--speed is from 1 to 100')
    const folder = mkdtempSync(join(tmpdir(), 'belcode-demo-'))
    try {
      const wav = await withDemoService(folder, Number(speed), (demo) => runDemoCall(demo, number))
      mkdirSync(join(out, '..'), { recursive: true })
      writeFileSync(out, wav)
      process.stdout.write(`\n  What the callee heard: ${out}\n`)
      return 0
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function withDemoService<T>(
  folder: string,
  simulatorSpeed: number,
  act: (demo: Parameters<typeof runDemoCall>[0]) => Promise<T>,
) {
  const config = readConfig({
    PORT: String(await freePort()),
    DATABASE_URL: `file:${folder}/belcode.db`,
    LOG_LEVEL: 'silent',
  })
  // Loaded late: the other commands need none of it.
  const { createService } = await import('../service.ts')
  const service = await createService(config, { simulatorSpeed })
  try {
    await service.start()
    const home = `http://127.0.0.1:${config.port}`
    const phones = createPhoneClient(`${home}/simulator`)
    return await act({ home, key: service.demoKey ?? '', phones })
  } finally {
    await service.stop()
  }
}
