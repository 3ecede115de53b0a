import { createRedisLimiter } from '../src/limits/index.ts'
import { createLog } from '../src/platform/log.ts'
import { connectRedis } from '../src/platform/redis/index.ts'
import { startRedis } from '../test/support/redis-server.ts'
import { sevenCharges, twentyCharges } from './raised-rules.ts'

const server = await startRedis()
const link = connectRedis([server.url], { log: createLog('silent') })
await new Promise((r) => setTimeout(r, 500))
const limiter = createRedisLimiter(link.commands)
const redisCpu = async () => {
  const i = await link.commands.info('cpu')
  return (
    Number(/used_cpu_user:([\d.]+)/.exec(i)?.[1]) + Number(/used_cpu_sys:([\d.]+)/.exec(i)?.[1])
  )
}
let n = 0
async function run(of: (s: string) => any, count: number) {
  const c0 = process.cpuUsage()
  const r0 = await redisCpu()
  for (let i = 0; i < count; i += 32)
    await Promise.all(
      Array.from({ length: 32 }, () =>
        limiter.take(of(`subject${(n += 7919) % 1000003}`.padEnd(22, 'x')), { id: `us_${n}` }),
      ),
    )
  const c = process.cpuUsage(c0)
  const r1 = await redisCpu()
  return {
    js: ((c.user + c.system) / count).toFixed(1),
    redis: (((r1 - r0) * 1e6) / count).toFixed(1),
  }
}
await run(sevenCharges, 2000)
await run(twentyCharges, 2000)
for (let k = 0; k < 3; k++)
  console.log('7', await run(sevenCharges, 5000), '20', await run(twentyCharges, 5000))
await link.close()
await server.stop()
