export { createEventCounter } from './count-events.ts'
export { createCallMeter } from './measure-calls.ts'
export { readStanding } from './read-standing.ts'
export { showStanding } from './show-standing.ts'
