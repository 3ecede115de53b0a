/** A date alone is the start of that day where this machine is. What is none comes back as it is. */
export function readMoment(raw: string): string {
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(raw) ? `${raw}T00:00:00` : raw)
  const isWhole = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(raw)
  return isWhole && Number.isFinite(at) ? new Date(at).toISOString() : raw
}
