import { readConfig } from '../../src/config.ts'
import { defaultLimits } from '../../src/limits/index.ts'
import { createService } from '../../src/service.ts'
import { raisedRules } from '../raised-rules.ts'
import { serveParent } from '../serve-parent.ts'
import { untilAnswered } from '../until-answered.ts'

/** Nobody verifies what a bench starts. */
const breaker = { ...defaultLimits.breaker, scopes: [] }
const limits = { rules: [...raisedRules], breaker }

const service = await createService(readConfig(process.env), { limits })
await service.start()
await untilAnswered(async () => {
  const { statusCode } = await service.app.inject('/readyz')
  if (statusCode !== 200) throw new Error(`${statusCode}`)
})
serveParent()
