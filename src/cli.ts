#!/usr/bin/env node
import { commands, UsageError, usage } from './cli/index.ts'

const [name = 'help', ...words] = process.argv.slice(2)
const command = commands[name]

try {
  if (!command) throw new UsageError()
  process.exitCode = (await command.run(words, process.env)) ?? 0
} catch (error) {
  const { message } = error as Error
  process.stderr.write(error instanceof UsageError ? `${message}${usage()}` : `${message}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
