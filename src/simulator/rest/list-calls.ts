import type { Call } from '../line/call.ts'
import { timeOf } from '../line/call-time.ts'
import { toCallResource } from './call-resource.ts'
import { toNumber } from './check-request.ts'
import { RestError } from './errors.ts'

const defaultPageSize = 50
const largestPage = 1_000
const dayMs = 86_400_000

type Filter = (call: Call, wanted: string) => boolean

const filters: Readonly<Record<string, Filter>> = {
  To: (call, to) => call.request.to === toNumber(to),
  From: (call, from) => call.request.from === toNumber(from),
  Status: (call, status) => call.status === status,
  ParentCallSid: () => false,
  ...timeFilters('StartTime', startOf),
  ...timeFilters('EndTime', (call) => (call.endedMs === null ? null : timeOf(call, call.endedMs))),
}

export function listCalls(calls: readonly Call[], query: URLSearchParams, path: string): object {
  const found = calls.filter((call) => matches(call, query))
  const pageSize = Math.min(readWhole(query, 'PageSize', defaultPageSize) || 1, largestPage)
  const page = readWhole(query, 'Page', 0)
  const start = page * pageSize
  const shown = found.slice(start, start + pageSize)
  const uriOf = (wanted: number) => uriOfPage(path, query, { page: wanted, pageSize })
  return {
    first_page_uri: uriOf(0),
    next_page_uri: start + pageSize < found.length ? uriOf(page + 1) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
    uri: uriOf(page),
    page,
    page_size: pageSize,
    start,
    end: Math.max(start, start + shown.length - 1),
    calls: shown.map(toCallResource),
  }
}

function matches(call: Call, query: URLSearchParams): boolean {
  return Object.entries(filters).every(([name, filter]) => {
    const wanted = query.get(name)
    return wanted === null || wanted === '' || filter(call, wanted)
  })
}

/**
 * A call that still waits counts from its creation: whoever looks for a call whose create answer was
 * lost has to find it in the queue too.
 */
function startOf(call: Call): number {
  return timeOf(call, call.dialledMs ?? 0)
}

function timeFilters(name: string, timeOfCall: (call: Call) => number | null) {
  const compare =
    (holds: (at: number, from: number, to: number) => boolean): Filter =>
    (call, wanted) => {
      const at = timeOfCall(call)
      const [from, to] = spanOf(wanted)
      return at !== null && holds(at, from, to)
    }
  return {
    [name]: compare((at, from, to) => at >= from && at < to),
    [`${name}>`]: compare((at, from) => at >= from),
    [`${name}<`]: compare((at, _, to) => at < to),
  }
}

/** A date is a whole day in UTC, a date with a time the second that it names. */
function spanOf(written: string): readonly [number, number] {
  const from = Date.parse(written)
  if (Number.isNaN(from)) throw new RestError(20001)
  return [from, from + (/^\d{4}-\d{2}-\d{2}$/.test(written) ? dayMs : 1_000)]
}

function readWhole(query: URLSearchParams, name: string, fallback: number): number {
  const value = query.get(name)
  if (value === null || value === '') return fallback
  if (!/^[0-9]{1,6}$/.test(value)) throw new RestError(20001)
  return Number(value)
}

function uriOfPage(
  path: string,
  query: URLSearchParams,
  { page, pageSize }: { page: number; pageSize: number },
): string {
  const wanted = new URLSearchParams(query)
  wanted.set('Page', String(page))
  wanted.set('PageSize', String(pageSize))
  return `${path}?${wanted}`
}
