const DAY_MS = 24 * 3_600_000

/** How long the log remembers what (GDPR art. 5(1)(e)); erasing a person does not wait for it. */
export interface Retention {
  /** What a call did at each moment. */
  readonly callDetailMs: number
  readonly entriesMs: number
}

export const defaultRetention: Retention = { callDetailMs: 90 * DAY_MS, entriesMs: 365 * DAY_MS }

/** The kinds whose content is detail of a call. */
export const callKinds: readonly string[] = ['call.moved']

/** Stands in `erased_by` where no person but time took the content away. */
export const BY_RETENTION = 'retention'

/** Clocks of instances differ by less. */
const SLACK_MS = DAY_MS

/** Whether retention is a reason for this entry to have no content. */
export function mayBeForgotten(
  { kind, at }: { kind: string; at: number },
  now: number,
  { callDetailMs }: Retention = defaultRetention,
) {
  return callKinds.includes(kind) && at <= now - callDetailMs + SLACK_MS
}
