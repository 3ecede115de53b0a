import { sevenOfTwenty } from '../raised-rules.ts'
import { serveLimiter } from '../serve-limiter.ts'

/** The limiter itself with fewer rules: the floor of what more of them cost. */
await serveLimiter(sevenOfTwenty)
