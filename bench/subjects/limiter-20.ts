import { twentyCharges } from '../raised-rules.ts'
import { serveLimiter } from '../serve-limiter.ts'

await serveLimiter(twentyCharges)
