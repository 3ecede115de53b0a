import { readConfig } from './config.ts'
import { BadSettings } from './platform/settings.ts'
import { createService, type Service } from './service.ts'
import { welcome } from './welcome.ts'

/** How long work in hand may take to finish once we are asked to stop. */
const STOP_MS = 9_000

const config = readConfigOrExit()
const service = await createService(config)
await service.start()
process.stdout.write(welcome(config, service.demoKey))

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(service))

async function stop({ stop }: Service) {
  setTimeout(() => process.exit(1), STOP_MS).unref()
  await stop()
}

function readConfigOrExit() {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
