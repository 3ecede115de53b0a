import { auditCommand } from './audit.ts'
import { callCommand } from './call.ts'
import { type Command, UsageError } from './command.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { keysCommand } from './keys.ts'
import { limitsCommand } from './limits.ts'
import { operatorsCommand } from './operators.ts'
import { tenantsCommand } from './tenants.ts'

export const commands: Readonly<Record<string, Command>> = {
  demo: demoCommand,
  call: callCommand,
  tenants: tenantsCommand,
  keys: keysCommand,
  operators: operatorsCommand,
  limits: limitsCommand,
  audit: auditCommand,
  doctor: doctorCommand,
  help: {
    usage: [],
    async run() {
      process.stdout.write(usage())
      return 0
    },
  },
}

export function usage() {
  const lines = Object.values(commands).flatMap((command) => command.usage)
  return `belcode: two-factor login by phone call\n\n${lines.map((line) => `  belcode ${line}\n`).join('')}\nSettings come from the environment; see README.md.\n`
}

export { UsageError }
