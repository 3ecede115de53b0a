import { sevenCharges } from '../raised-rules.ts'
import { serveLimiter } from '../serve-limiter.ts'

await serveLimiter(sevenCharges)
