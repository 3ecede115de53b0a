import { type Config, readConfig } from '../config.ts'
import { createLog } from '../platform/log.ts'
import { examineStore } from '../store/index.ts'
import { type Command, UsageError } from './command.ts'
import { print } from './with-store.ts'

interface Finding {
  readonly store: string
  readonly fault: string
  readonly mend: string
}

const ANSWERS_WITHIN_MS = 5000

/** Looks at all that the service stands on and changes nothing. */
export const doctorCommand: Command = {
  usage: ['doctor            what is wrong with the stores and the address, and how to mend it'],
  async run(words, env) {
    if (words.length > 0) throw new UsageError()
    const config = readConfig(env)
    const examinations = [
      examineStore(config.databaseUrl),
      examineRedis(config),
      examineAddress(config),
    ]
    const findings: Finding[] = (await Promise.all(examinations)).flat()
    for (const { store, fault, mend } of findings) print(`${store}: ${fault}\n    ${mend}`)
    if (findings.length === 0) print('Nothing is wrong with the stores and the address.')
    return findings.length === 0 ? 0 : 1
  },
}

async function examineRedis({ redisUrls }: Config): Promise<Finding[]> {
  if (redisUrls.length === 0) return []
  const redis = await import('../platform/redis/index.ts')
  const link = redis.connectRedis(redisUrls, { log: createLog('silent') })
  try {
    return await redis.examineRedis(link.commands)
  } finally {
    await link.close()
  }
}

/** Asks the service at its public address, the way a carrier will. */
async function examineAddress({ publicUrl }: Config): Promise<Finding[]> {
  const home = publicUrl.href.replace(/\/$/, '')
  const answer = await fetch(`${home}/healthz`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  }).catch((error: Error) => error)
  const isOurs = answer instanceof Response && answer.status === 200
  if (isOurs && /"status":"ok"/.test(await answer.text())) return []
  const reason = answer instanceof Response ? `it answers ${answer.status}` : toReason(answer)
  return [
    {
      store: 'PUBLIC_URL',
      fault: `The service is not found at ${home}: ${reason}`,
      mend: 'See that it runs, that the name leads to it, and that the proxy passes on the whole path.',
    },
  ]
}

function toReason({ cause, message }: Error) {
  return cause instanceof Error ? cause.message : message
}
