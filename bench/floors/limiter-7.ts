import { sevenCharges } from '../raised-rules.ts'
import { serveLimiter } from '../serve-limiter.ts'

/** The limiter itself: the floor of what more rules cost. */
await serveLimiter(sevenCharges)
