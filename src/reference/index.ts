export { openApi, type ReadDocument } from './open-api/open-api.ts'
export { type ReferenceOptions, referencePages } from './reference-pages.ts'
export type {
  ChallengeView,
  CheckResult,
  Demo,
  DemoUsers,
  Refusal,
  RingRequest,
} from './start/demo.ts'
export { demoOverApi } from './start/demo-over-api.ts'
export { startPageProblems } from './start/same-origin.ts'
