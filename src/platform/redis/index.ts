export {
  ANSWER_WITHIN_MS,
  connectRedis,
  type RedisCommands,
  type RedisLink,
} from './connect-redis.ts'
export { examineRedis, type Finding } from './examine-redis.ts'
export { loadScript, type ScriptHost } from './load-script.ts'
export { toStoreUnavailable } from './redis-fault.ts'
export { createRedisSignals } from './redis-signals.ts'
